/** A preload that records every statement that the server runs, in a global that an inspector reads. */

import { Database } from "bun:sqlite"

const queries: string[] = []
Object.defineProperty(globalThis, "recordedQueries", { value: queries })

const { prepare } = Database.prototype
const METHODS = new Set<PropertyKey>(["all", "get", "run", "values"])

Object.defineProperty(Database.prototype, "prepare", {
  value(this: Database, sql: string) {
    return new Proxy(prepare.call(this, sql), {
      get(statement, name) {
        const value: unknown = Reflect.get(statement, name, statement)
        if (typeof value !== "function") return value
        if (METHODS.has(name)) queries.push(sql)
        return value.bind(statement)
      },
    })
  },
})
