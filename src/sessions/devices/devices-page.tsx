import type { Micros } from "../../platform/database/database"
import { Button } from "../../platform/ui/button"
import { Form } from "../../platform/ui/form"
import { GoBack } from "../../platform/ui/go-back"
import { Icon } from "../../platform/ui/icon"
import { LocalTime } from "../../platform/ui/local-time"
import { Layout, type Viewer } from "../../platform/ui/page/layout"
import { platformOf } from "../../platform/ui/pwa/platform"
import { type Device, deviceName } from "./devices"

type Props = {
  devices: Device[]
  /** Whether the user has more sessions than `devices`. */
  more: boolean
  /** The viewer's session. */
  here: { id: number }
}

/** The user's devices. The profile page loads the frame from here. */
export function DevicesPage({ viewer, ...props }: Props & { viewer: Viewer }) {
  return (
    <Layout
      title="Your devices"
      class="settings"
      viewer={viewer}
      nav={
        <>
          <GoBack to="/users/me/profile" />
          <h1 class="nav__title">Your devices</h1>
        </>
      }
    >
      <section class="panel stack">
        <turbo-frame id="sessions">
          <Devices {...props} />
        </turbo-frame>
      </section>
    </Layout>
  )
}

function Devices({ devices, more, here }: Props) {
  const here_first = devices.toSorted((a, b) => Number(b.id === here.id) - Number(a.id === here.id))
  return (
    <>
      <ul class="devices">
        {here_first.map((device) => (
          <DeviceItem device={device} isHere={device.id === here.id} />
        ))}
      </ul>
      {more && <p class="devices__more">These are the latest; there are more.</p>}
      {devices.length > 1 && <SignOutElsewhere />}
    </>
  )
}

function DeviceItem({ device, isHere }: { device: Device; isHere: boolean }) {
  const { id, user_agent, ip_address, last_active_at } = device
  const name = deviceName(user_agent)
  return (
    <li class="device">
      <Icon name={platformOf(user_agent).mobile ? "mobile" : "desktop"} />
      <div class="device__words">
        <strong title={user_agent ?? undefined}>{name}</strong>
        <span class="device__facts">
          {ip_address ?? "Unknown address"}
          {" · "}
          {isHere ? "This device" : <LastActive at={last_active_at} />}
        </span>
      </div>
      {!isHere && (
        <Form action={`/users/me/sessions/${id}`} method="delete">
          <Button small>
            Sign out <span class="for-screen-reader">{name}</span>
          </Button>
        </Form>
      )}
    </li>
  )
}

function LastActive({ at }: { at: Micros }) {
  return (
    <>
      <span class="for-screen-reader">last active </span>
      <LocalTime at={at} as="datetime" />
    </>
  )
}

function SignOutElsewhere() {
  return (
    <Form
      action="/users/me/sessions"
      method="delete"
      data-turbo-confirm="Sign out on all your other devices? Sign-in links that were not used yet stop working, too."
    >
      <Button>Sign out everywhere else</Button>
    </Form>
  )
}
