import { randomInt } from "node:crypto"
import { database, now, type Trx } from "../platform/database/database"
import { configureAppearance } from "../platform/ui/page/appearance"
import type { Account } from "./table"

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

export async function currentAccount(): Promise<Account | undefined> {
  const account = await database().selectFrom("accounts").selectAll().executeTakeFirst()
  if (account) configureAppearance({ ...account, styled: account.custom_styles !== null })
  return account
}

/** @returns undefined when the account exists; a concurrent call can win the race */
export function createAccount(trx: Trx, name: string) {
  const time = now()
  return trx
    .insertInto("accounts")
    .values({ name, join_code: newJoinCode(), created_at: time, updated_at: time })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** Twelve random letters and digits in groups of four, easy to read out. */
export function newJoinCode() {
  const characters = Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)])
  return characters.join("").replace(/(.{4})(.{4})(.{4})/, "$1-$2-$3")
}
