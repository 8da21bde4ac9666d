import { z } from "zod"
import { Upload } from "../platform/files/file"
import { plainName } from "../platform/http/plain-name"

const MAX_STYLES_LENGTH = 200_000

const Switch = z.enum(["true", "false"]).transform((word) => word === "true")

export const AccountForm = z.object({
  account: z.object({
    name: z
      .string()
      .overwrite(plainName)
      .min(1, "Please enter a name.")
      .max(100, "A name has at most 100 characters.")
      .optional(),
    logo: Upload,
    settings: z.object({ restrict_room_creation_to_administrators: Switch.optional() }).optional(),
  }),
})

export const StylesForm = z.object({
  account: z.object({
    custom_styles: z
      .string("Please enter your styles.")
      .max(MAX_STYLES_LENGTH, "Styles have at most 200,000 characters."),
  }),
})
