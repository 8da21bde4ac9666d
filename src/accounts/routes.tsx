import { Hono } from "hono"
import { flash, takeFlash } from "../platform/http/flash-cookie"
import { parse, typed } from "../platform/http/form"
import { changeStyles, currentAccount, removeLogo, renewJoinCode } from "./account"
import { CustomStylesPage } from "./custom-styles-page"
import { type AccountEnv, administratorsOnly, auditContext } from "./environment"
import { StylesForm } from "./forms"

/** Changes by administrators. The account's page is in users/, because it lists the people. */
export const account = new Hono<AccountEnv>()

account.post("/account/join_code", administratorsOnly, async (c) => {
  await renewJoinCode(auditContext(c))
  flash(c, { notice: "The old join link no longer works" })
  return c.redirect("/account/edit")
})

account.delete("/account/logo", administratorsOnly, async (c) => {
  await removeLogo(auditContext(c))
  return c.redirect("/account/edit", 303)
})

account.get("/account/custom_styles/edit", administratorsOnly, async (c) => {
  const styles = (await currentAccount())?.custom_styles ?? ""
  return c.html(<CustomStylesPage viewer={c.var.user} styles={styles} flash={takeFlash(c)} />)
})

account.on(["PUT", "PATCH"], "/account/custom_styles", administratorsOnly, async (c) => {
  const field = "account[custom_styles]"
  c.set("renderForm", ({ reasons }) =>
    String(
      <CustomStylesPage
        viewer={c.var.user}
        styles={typed(c, field) ?? ""}
        error={reasons[field]}
      />,
    ),
  )
  await changeStyles(auditContext(c), parse(c, StylesForm).account.custom_styles)
  flash(c, { notice: "✓" })
  return c.redirect("/account/custom_styles/edit", 303)
})
