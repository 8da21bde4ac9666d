import { z } from "zod"
import { Upload } from "../../platform/files/file"
import { plainName } from "../../platform/http/plain-name"

const Name = z
  .string("Please enter a name.")
  .overwrite(plainName)
  .min(1, "Please enter a name.")
  .max(100, "A name has at most 100 characters.")

const EmailAddress = z
  .string("Please enter an e-mail address.")
  .trim()
  .toLowerCase()
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("This is not an e-mail address. Enter one like ada@example.com."))

const MAX_PASSWORD_LENGTH = 4096
const TOO_LONG = "A password has at most 4,096 characters."

const Password = z
  .string("Please enter a password.")
  .min(1, "Please enter a password.")
  .max(MAX_PASSWORD_LENGTH, TOO_LONG)

const Bio = z.string().trim().max(200, "A bio has at most 200 characters.")

export const NewUserForm = z.object({
  user: z.object({ name: Name, email_address: EmailAddress, password: Password, avatar: Upload }),
})

/** Fields that are absent stay unchanged. */
export const ProfileForm = z.object({
  user: z.object({
    name: Name.optional(),
    email_address: EmailAddress.optional(),
    password: z.string().max(MAX_PASSWORD_LENGTH, TOO_LONG).optional(),
    current_password: z.string().max(MAX_PASSWORD_LENGTH, TOO_LONG).optional(),
    bio: Bio.optional(),
    theme: z.enum(["system", "light", "dark"]).optional(),
    sounds: z.enum(["on", "off"]).optional(),
    avatar: Upload,
  }),
})

/** Every value but "administrator" means "member": a user can't become a bot. */
export const RoleForm = z.object({
  user: z.object({
    role: z.string().transform((role) => (role === "administrator" ? role : "member")),
  }),
})
