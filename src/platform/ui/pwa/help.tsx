import { Button } from "../button"
import { DialogHead } from "../dialog-head"
import { helpFor, type Steps } from "./help-steps"
import type { Platform } from "./platform"

type HelpProps = {
  platform: Platform
  /** What the installed app is called, which is the team's name. */
  app?: string
}

/** How Hearth becomes an app of this device; nothing where it is one, or can't be. */
export function InstallHelp({ platform, app = "Hearth" }: HelpProps) {
  const { install } = helpFor(platform, app)
  if (!install) return null
  return (
    <section
      class="install-help"
      aria-label="Installing Hearth"
      data-controller="pwa-install"
      data-pwa-install-prompting-class="pwa--can-install"
    >
      <Section class="help" title="Install Hearth as a web app" steps={install} />
      <InstallNow />
    </section>
  )
}

/** What to do when notifications are not allowed, by browser and device. */
export function NotificationsHelp({ platform, app = "Hearth" }: HelpProps) {
  const { browser, system, install } = helpFor(platform, app)
  return (
    <dialog
      id="notifications_help"
      class="dialog"
      aria-labelledby="notifications_help_title"
      data-controller="help-dialog"
      data-action="notifications:denied@window->help-dialog#open click->help-dialog#closeOnBackdrop turbo:before-cache@document->help-dialog#close"
    >
      <div class="dialog__content">
        <DialogHead id="notifications_help_title" title="Notifications aren’t allowed" />
        {browser && (
          <Section
            class="help"
            title={`Check your ${platform.browser ?? "browser"} settings`}
            steps={browser}
          />
        )}
        {system && (
          <Section
            class="help help--installed"
            title={`Check your ${platform.os ?? "device"} settings`}
            steps={system}
          />
        )}
        {install && (
          <div
            class="install-help"
            data-controller="pwa-install"
            data-pwa-install-prompting-class="pwa--can-install"
          >
            <Section class="help" title="Install Hearth as a web app" steps={install} />
            <InstallNow />
          </div>
        )}
      </div>
    </dialog>
  )
}

function Section({ title, steps, class: name }: { title: string; steps: Steps; class: string }) {
  return (
    <details class={name} data-help-dialog-target="section">
      <summary>{title}</summary>
      {steps.length === 1 ? (
        <p>{steps[0]}</p>
      ) : (
        <ol>
          {steps.map((step) => (
            <li>{step}</li>
          ))}
        </ol>
      )}
    </details>
  )
}

function InstallNow() {
  return (
    <Button
      type="button"
      class="install-help__now"
      reversed
      data-action="pwa-install#promptInstall"
    >
      Install now
    </Button>
  )
}
