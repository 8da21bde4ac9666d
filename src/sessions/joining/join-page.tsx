import { NewUserFields, type NewUserFieldsProps } from "../../accounts/account"
import { Icon } from "../../platform/ui/icon"
import { Layout } from "../../platform/ui/page/layout"
import { AccountLogo } from "../../platform/ui/page/logo"
import { HelpContact, type HelpContactProps } from "../help-contact"

type JoinPageProps = HelpContactProps &
  Pick<NewUserFieldsProps, "values" | "reasons"> & {
    account: { name: string; join_code: string }
    /** An error that concerns no single input. */
    refusal?: string
  }

/** The page of the join link. */
export function JoinPage(props: JoinPageProps) {
  const { account, values, reasons, refusal } = props
  return (
    <Layout
      title="Sign up"
      class="signup"
      nav={
        <a class="btn btn--small nav__tools" href="/session/new">
          Sign in
        </a>
      }
      footer={<HelpContact {...props} />}
    >
      <form
        class={refusal ? "panel entry shake" : "panel entry"}
        action={`/join/${account.join_code}`}
        method="post"
        enctype="multipart/form-data"
        aria-describedby={refusal ? "refusal" : undefined}
      >
        <AccountLogo />
        <fieldset>
          <legend>
            <h1>{account.name}</h1>
          </legend>
          {refusal && (
            <p id="refusal" class="entry__refusal" role="alert">
              <Icon name="alert" />
              {refusal}
            </p>
          )}
          <NewUserFields values={values} reasons={reasons} upload="Upload avatar" />
        </fieldset>
      </form>
    </Layout>
  )
}
