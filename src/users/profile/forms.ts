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
  .pipe(z.email("This is no e-mail address: it needs a name, an @ and a domain."))

const LONGEST_PASSWORD = 4096
const TOO_LONG = "A password has at most 4,096 characters."

const Password = z
  .string("Please enter a password.")
  .min(1, "Please enter a password.")
  .max(LONGEST_PASSWORD, TOO_LONG)

const Bio = z.string().trim().max(200, "At most 200 characters fit here.")

/** What somebody tells of themselves to get in. */
export const NewUserForm = z.object({
  user: z.object({ name: Name, email_address: EmailAddress, password: Password, avatar: Upload }),
})

/** What somebody changes of themselves: what is not there stays as it is. */
export const ProfileForm = z.object({
  user: z.object({
    name: Name.optional(),
    email_address: EmailAddress.optional(),
    password: z.string().max(LONGEST_PASSWORD, TOO_LONG).optional(),
    current_password: z.string().max(LONGEST_PASSWORD, TOO_LONG).optional(),
    bio: Bio.optional(),
    theme: z.enum(["system", "light", "dark"]).optional(),
    sounds: z.enum(["on", "off"]).optional(),
    avatar: Upload,
  }),
})

/** Whatever is no administrator is a member: nothing else can be made of a person. */
export const RoleForm = z.object({
  user: z.object({
    role: z.string().transform((role) => (role === "administrator" ? role : "member")),
  }),
})
