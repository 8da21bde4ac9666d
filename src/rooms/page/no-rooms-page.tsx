import type { Flash } from "../../platform/ui/page/flash"
import { Layout, type Viewer } from "../../platform/ui/page/layout"
import { Logo } from "../../platform/ui/page/logo"
import { SidebarDrawer } from "../sidebar/sidebar"

/** The start page of a user without rooms. */
export function NoRoomsPage({ viewer, flash }: { viewer: Viewer; flash?: Flash | null }) {
  return (
    <Layout
      title="No rooms yet"
      class="sidebar"
      viewer={viewer}
      flash={flash}
      nav={<h1 class="nav__title">No rooms yet</h1>}
      sidebar={<SidebarDrawer />}
    >
      <div class="notice">
        <Logo />
        <p class="notice__title">No rooms yet</p>
        <p>
          <span class="for-screen-reader">{viewer.name}: </span>
          You aren’t in a room at the moment. As soon as somebody adds you to one, it shows up in
          the sidebar.
        </p>
      </div>
    </Layout>
  )
}
