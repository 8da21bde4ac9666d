import { join } from "node:path"
import type { Locator, Page } from "playwright-core"
import type { Room } from "./room"

export type Picked = { name: string; mimeType: string; buffer: Buffer }

const icon = Bun.file(join(import.meta.dir, "../../src/client/public/icon-512.png"))

export function textFile(name: string, bytes = 3): Picked {
  return { name, mimeType: "text/plain", buffer: Buffer.alloc(bytes, "x") }
}

export async function pictureFile(name: string, width: number, height: number): Promise<Picked> {
  const image = new Bun.Image(await icon.bytes()).resize(width, height, { fit: "fill" })
  return { name, mimeType: "image/png", buffer: Buffer.from(await image.png().bytes()) }
}

/** A WAV file with `seconds` of silence. */
export function soundFile(name: string, seconds: number): Picked {
  const rate = 8_000
  const header = Buffer.alloc(44)
  header.write("RIFF", 0)
  header.writeUInt32LE(36 + rate * seconds, 4)
  header.write("WAVEfmt ", 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write("data", 36)
  header.writeUInt32LE(rate * seconds, 40)
  return {
    name,
    mimeType: "audio/wav",
    buffer: Buffer.concat([header, Buffer.alloc(rate * seconds, 128)]),
  }
}

/** Locators for a room's files: picked, pending, failed and stored. */
export function filesOf({ page }: Pick<Room, "page">) {
  return {
    pick: (...files: Picked[]) => page.getByLabel("Attach a file").setInputFiles(files),
    picked: page.getByRole("list", { name: "Files to send" }).getByRole("button"),
    send: page.getByRole("button", { name: "Send Message" }),
    notice: page.locator(".composer__notice"),
    pending: (name: string) => page.locator(".message__pending-upload").filter({ hasText: name }),
    failed: (name: string) => page.locator(".message--failed").filter({ hasText: name }),
    names: () => namesIn(page.locator(".message[data-message-id] .message__file-name")),
    stored: (name: string) =>
      page.locator(".message[data-message-id] .message__file-name").getByText(name, {
        exact: true,
      }),
  }
}

export const namesIn = (names: Locator) => names.allTextContents()

type Transfer = { type: "paste" | "drop"; files?: string[]; text?: string; html?: string }

/**
 * Pastes or drops text files with these names on an element.
 *
 * @returns false if the page prevented the default action
 */
export function transfer(page: Page, selector: string, content: Transfer) {
  return page.evaluate(
    ([selector, { type, files = [], text = "", html = "" }]) => {
      const data = new DataTransfer()
      if (text) data.setData("text/plain", text)
      if (html) data.setData("text/html", html)
      for (const name of files) data.items.add(new File(["x"], name, { type: "text/plain" }))
      const target = document.querySelector(selector)
      if (!target) throw new Error(`There is no ${selector}`)
      const how = { bubbles: true, cancelable: true }
      if (type === "paste")
        return target.dispatchEvent(new ClipboardEvent("paste", { ...how, clipboardData: data }))
      for (const step of ["dragenter", "dragover"])
        target.dispatchEvent(new DragEvent(step, { ...how, dataTransfer: data }))
      const highlighted = target.closest("[data-dropping]") !== null
      const notCancelled = target.dispatchEvent(
        new DragEvent("drop", { ...how, dataTransfer: data }),
      )
      if (files.length > 0 && !highlighted) throw new Error(`${selector} was not highlighted`)
      return notCancelled
    },
    [selector, content] as const,
  )
}
