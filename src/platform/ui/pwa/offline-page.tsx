import { raw } from "hono/html"
import { assetPath } from "../../assets/assets"
import { Button } from "../button"
import { Logo } from "../page/logo"

/**
 * What the service worker keeps for when Hearth can't be reached: nothing on it is anybody's, and
 * all that it loads is kept with it.
 */
export function OfflinePage() {
  return (
    <>
      {raw("<!doctype html>")}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>Can’t reach Hearth</title>
          <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          <link rel="stylesheet" href={assetPath("offline.css")} />
          <script type="module" src={assetPath("offline.js")}></script>
        </head>
        <body class="signup">
          <main id="main-content">
            <div class="notice">
              <Logo />
              <h1 class="notice__title">Can’t reach Hearth</h1>
              <p>
                Either you’re offline, or Hearth is being restarted. What you were writing is kept,
                and this page goes on by itself as soon as it can.
              </p>
              <Button type="button" reversed data-retry>
                Try again
              </Button>
            </div>
          </main>
        </body>
      </html>
    </>
  )
}
