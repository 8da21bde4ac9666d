/** Random, so that whoever has one was given it. */
export const newKey = () => crypto.randomUUID().replaceAll("-", "")
