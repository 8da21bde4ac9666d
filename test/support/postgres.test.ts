import { expect, test } from "bun:test"
import { freshPostgres, queryPostgres as query } from "./postgres"

test("each database is empty and separate", async () => {
  const [first, second] = [await freshPostgres(), await freshPostgres()]

  await query(first, "create table rooms (id integer)")

  expect(await query(first, "select count(*)::int as rooms from rooms")).toEqual([{ rooms: 0 }])
  await expect(query(second, "select * from rooms")).rejects.toThrow("does not exist")
})

test("the server stops when its test run ends, even by SIGKILL", async () => {
  const script = `
    import { freshPostgres, queryPostgres as query } from "${import.meta.dir}/postgres"
    console.log(await freshPostgres())
    await Bun.sleep(60_000)`
  const run = Bun.spawn([process.execPath, "-e", script], { stdout: "pipe" })
  let url = ""
  for await (const chunk of run.stdout) {
    url = new TextDecoder().decode(chunk).trim()
    break
  }
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }])

  run.kill("SIGKILL")

  while (await isListening(url)) await Bun.sleep(20)
})

async function isListening(url: string) {
  const { hostname, port } = new URL(url)
  try {
    const socket = await Bun.connect({ hostname, port: Number(port), socket: { data() {} } })
    socket.end()
    return true
  } catch {
    return false
  }
}
