import { z } from "zod"

/** A file of a form; an input in which nothing was chosen sends an empty one, which is none. */
export const Upload = z
  .unknown()
  .transform((value) => (value instanceof File && value.size > 0 ? value : undefined))
  .optional()
