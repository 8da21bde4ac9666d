export type HelpContactProps = {
  /** The contact person for users who can't sign in. */
  help?: { name: string; email_address: string } | null
  version: string
}

export function HelpContact({ help, version }: HelpContactProps) {
  return (
    <p class="entry__help">
      {help && (
        <>
          Need help?{" "}
          <a href={`mailto:${help.email_address}`} title={`Email ${help.name}`}>
            {help.email_address}
          </a>
          {" · "}
        </>
      )}
      <span class="version-badge">Hearth {version}</span>
    </p>
  )
}
