import { randomUUID } from "node:crypto"
import { type FileHandle, mkdir, open, readdir, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { ValidationError } from "../../http/errors"
import { sizeInWords } from "../size-in-words"
import { files } from "../storage"
import { uploadLimit } from "./limit"

const A_DAY = 24 * 60 * 60 * 1000

/**
 * A file while it comes in, and until somebody takes it over: bytes below `incoming`, which are
 * gone when its scope ends unless they were taken.
 */
export class Incoming implements AsyncDisposable {
  readonly path: string
  byte_size = 0

  #file: FileHandle | undefined
  #sum = new Bun.CryptoHasher("md5")

  private constructor(
    file: FileHandle,
    path: string,
    readonly filename: string,
    /** What the request was for, when it goes wrong. */
    readonly field: string,
  ) {
    this.#file = file
    this.path = path
  }

  static async open(filename: string, field: string) {
    const folder = files().incoming
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, randomUUID())
    return new Incoming(await open(path, "wx", 0o600), path, filename, field)
  }

  /** @throws {ValidationError} when this is more than a file may weigh, or than the disk has room for */
  async write(bytes: Uint8Array) {
    if (!this.#file) throw new Error("The file is closed")
    this.byte_size += bytes.length
    if (this.byte_size > uploadLimit()) throw tooBig(this.field)
    this.#sum.update(bytes)
    try {
      for (let done = 0; done < bytes.length; )
        done += (await this.#file.write(bytes, done)).bytesWritten
    } catch (error) {
      throw isFull(error) ? noRoom(this.field) : error
    }
  }

  /** No more comes; what came would survive a power cut. */
  async end() {
    await this.#file?.sync()
    await this.#close()
  }

  /** Base64 MD5 of all that came, as direct uploads announce it. */
  checksum() {
    return this.#sum.copy().digest("base64")
  }

  async [Symbol.asyncDispose]() {
    await this.#close()
    await rm(this.path, { force: true })
  }

  async #close() {
    const file = this.#file
    this.#file = undefined
    await file?.close()
  }
}

/** What a process that was killed had not finished; uploads of others may be under way. */
export async function clearIncoming() {
  const folder = files().incoming
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const changed = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    )
    if (changed < Date.now() - A_DAY) await rm(path, { force: true })
  }
}

export const tooBig = (field: string) =>
  new ValidationError(
    `Not sent: this file is too big. A file may have up to ${sizeInWords(uploadLimit())}.`,
    field,
    413,
  )

const noRoom = (field: string) =>
  new ValidationError(
    "Not sent: there is no room left for files. Tell whoever runs Hearth.",
    field,
    507,
  )

const isFull = (error: unknown) =>
  error instanceof Error && "code" in error && ["ENOSPC", "EDQUOT"].includes(String(error.code))
