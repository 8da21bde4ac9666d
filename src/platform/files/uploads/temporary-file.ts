import { randomUUID } from "node:crypto"
import { type FileHandle, mkdir, open, readdir, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { z } from "zod"
import { ValidationError } from "../../http/errors"
import { formatBytes } from "../format-bytes"
import { files } from "../storage"

const A_DAY = 24 * 60 * 60 * 1000
const MEGABYTE = 1024 * 1024

let limit = 512 * MEGABYTE

/** Maximum size of a file, in bytes. */
export const uploadLimit = () => limit

export function configureUploadLimit(bytes: number) {
  limit = bytes
}

/** A file in a form. A file input without a file sends an empty one, which becomes undefined. */
export const Upload = z
  .unknown()
  .transform((value) => (value instanceof File && value.size > 0 ? value : undefined))
  .optional()

/**
 * A file below `incoming` while it is received. The end of the scope deletes it unless it was
 * moved.
 */
export class Incoming implements AsyncDisposable {
  readonly path: string
  byte_size = 0

  #file: FileHandle | undefined
  #hash = new Bun.CryptoHasher("md5")

  private constructor(
    file: FileHandle,
    path: string,
    readonly filename: string,
    /** The form's input, for error messages. */
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

  /** @throws {ValidationError} above the size limit, or when the disk is full */
  async write(bytes: Uint8Array) {
    if (!this.#file) throw new Error("The file is closed")
    this.byte_size += bytes.length
    if (this.byte_size > uploadLimit()) throw tooBig(this.field)
    this.#hash.update(bytes)
    try {
      for (let done = 0; done < bytes.length; )
        done += (await this.#file.write(bytes, done)).bytesWritten
    } catch (error) {
      throw isFull(error) ? diskFull(this.field) : error
    }
  }

  /** Resolves when the bytes are durable (fsync). */
  async end() {
    await this.#file?.sync()
    await this.#close()
  }

  /** Base64 MD5 of the bytes, the checksum of direct uploads. */
  checksum() {
    return this.#hash.copy().digest("base64")
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

/** Deletes temporary files of killed processes. Younger ones may belong to running processes. */
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
    `This file is too big. Choose one of up to ${formatBytes(uploadLimit())}.`,
    field,
    413,
  )

const diskFull = (field: string) =>
  new ValidationError("The server’s disk is full. Tell your administrator.", field, 507)

const isFull = (error: unknown) =>
  error instanceof Error && "code" in error && ["ENOSPC", "EDQUOT"].includes(String(error.code))
