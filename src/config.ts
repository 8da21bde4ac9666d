import { resolve } from "node:path"
import { z } from "zod"
import { ROOT } from "./root"

/** The settings from the environment, parsed once at boot. */
export type Config = {
  /** 0 for a free port. */
  port: number
  host: string
  /** Absolute path of the data directory: database, files and secrets. Back it up. */
  storage: string
  /** Absolute path of the directory for files that can be rebuilt at any time. */
  cache: string
  /** Null for SQLite in `storage`. */
  databaseUrl: string | null
  /** Null for a generated secret in `storage` (`loadSecret`). */
  secretKeyBase: string | null
  /** Maximum size of a file in a message, in bytes. */
  maxUploadBytes: number
  logLevel: LogLevel
  /** The public origin, such as `https://chat.example.com`; null to take it from each request. */
  publicUrl: string | null
  /** Whether a trusted proxy sets the `X-Forwarded-*` headers. */
  trustProxy: boolean
  /** Posts per user and minute; other rate limits are proportional. 0 for no limits. */
  postsPerMinute: number
  /** The mirror that posts on X are read from: X sends no metadata without a session. */
  tweetsFrom: string
  /** `auto` for Secure on https requests only. */
  secureCookies: boolean | "auto"
  version: string
  revision: string | null
  /** Names of caches to switch off, to find a fault in one or to measure its gain. */
  disabledCaches: string[]
  /** Shows stack traces to everyone and leaves the browser's code readable: never in production. */
  development: boolean
}

type LogLevel = (typeof LOG_LEVELS)[number]

/** An invalid setting; the message is shown to the operator. */
export class ConfigError extends Error {
  override name = "ConfigError"
}

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const
// Their values must not appear in error messages.
const SECRETS = new Set(["DATABASE_URL", "SECRET_KEY_BASE"])

const TRUE = ["true", "yes", "on", "1"]
const FALSE = ["false", "no", "off", "0"]

const Port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((port) => port <= 65535)

const Host = z.string().regex(/^[\w.:-]+$/)

// Relative to Hearth's folder, not to the working directory, so that a service manager and a shell
// get the same directory.
const Directory = z.string().transform((path) => resolve(ROOT, path))

const DatabaseUrl = z
  .url({ protocol: /^postgres(ql)?$/ })
  .refine((url) => URL.canParse(url) && new URL(url).pathname.length > 1)

const Origin = z
  .url({ protocol: /^https?$/ })
  .refine((url) => ["", "/"].includes(url.slice(new URL(url).origin.length)))
  .transform((url) => new URL(url).origin)

const Megabytes = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number)
  .refine((size) => size > 0)

const PostsPerMinute = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number)

const Names = z.string().transform((list) => list.split(",").map((name) => name.trim()))

const Flag = z
  .string()
  .toLowerCase()
  .refine((word) => TRUE.includes(word) || FALSE.includes(word))
  .transform((word) => TRUE.includes(word))

const FlagOrAuto = z.union([z.literal("auto"), Flag])

const Environment = z.object({
  PORT: setting(Port, "a whole number from 0 to 65535").default(3000),
  HOST: setting(Host, "an address or a host name, such as 127.0.0.1").default("0.0.0.0"),
  HEARTH_STORAGE: Directory.default(resolve(ROOT, "storage")),
  HEARTH_CACHE: Directory.optional(),
  DATABASE_URL: setting(
    DatabaseUrl,
    "a postgres:// address with a database's name, or be unset for SQLite",
  ).optional(),
  SECRET_KEY_BASE: setting(z.string().min(32), "32 characters or more, or be unset").optional(),
  MAX_UPLOAD_MB: setting(Megabytes, "a whole number of megabytes, 1 or more").default(512),
  LOG_LEVEL: setting(z.enum(LOG_LEVELS), `one of ${LOG_LEVELS.join(", ")}`).default("info"),
  HEARTH_URL: setting(Origin, "an origin such as https://chat.example.com").optional(),
  TRUST_PROXY: setting(Flag, "true or false").default(false),
  SECURE_COOKIES: setting(FlagOrAuto, "true, false or auto").default("auto"),
  POSTS_PER_MINUTE: setting(PostsPerMinute, "a whole number, or 0 for no limit").default(600),
  UNFURL_TWEETS_FROM: setting(Origin, "an origin such as https://fxtwitter.com").default(
    "https://fxtwitter.com",
  ),
  DISABLED_CACHES: Names.default([]),
  APP_VERSION: z.string().optional(),
  GIT_REVISION: z.string().optional(),
  NODE_ENV: z.string().optional(),
})

/** @throws {ConfigError} about the first invalid setting */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const result = Environment.safeParse(present(env))
  if (!result.success) throw new ConfigError(describeError(result.error, env))

  const {
    HEARTH_STORAGE: storage,
    GIT_REVISION: revision = null,
    APP_VERSION: version = revision ?? "0",
    ...settings
  } = result.data

  return {
    port: settings.PORT,
    host: settings.HOST,
    storage,
    cache: settings.HEARTH_CACHE ?? resolve(storage, "cache"),
    databaseUrl: settings.DATABASE_URL ?? null,
    secretKeyBase: settings.SECRET_KEY_BASE ?? null,
    maxUploadBytes: settings.MAX_UPLOAD_MB * 1024 * 1024,
    logLevel: settings.LOG_LEVEL,
    publicUrl: settings.HEARTH_URL ?? null,
    trustProxy: settings.TRUST_PROXY,
    postsPerMinute: settings.POSTS_PER_MINUTE,
    tweetsFrom: settings.UNFURL_TWEETS_FROM,
    secureCookies: settings.SECURE_COOKIES,
    disabledCaches: settings.DISABLED_CACHES,
    version,
    revision,
    development: settings.NODE_ENV === "development",
  }
}

/** Blank counts as unset: compose files and service units pass blanks for unset variables. */
function present(env: Record<string, string | undefined>) {
  const entries = Object.entries(env).map(([name, value]) => [name, value?.trim()] as const)
  return Object.fromEntries(entries.filter(([, value]) => value))
}

function setting<Schema extends z.ZodType>(schema: Schema, rule: string) {
  return z.unknown().transform((value, context) => {
    const result = schema.safeParse(value)
    if (result.success) return result.data

    context.addIssue({ code: "custom", message: rule })
    return z.NEVER
  })
}

function describeError(error: z.ZodError, env: Record<string, string | undefined>) {
  const [issue] = error.issues
  const name = String(issue?.path[0])
  const found = SECRETS.has(name) ? "" : `, and it is ${JSON.stringify(env[name])}`
  return `${name} must be ${issue?.message}${found}.`
}
