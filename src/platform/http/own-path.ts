/**
 * Where `url`, one of ours, leads within Hearth: for redirects and links. A path that begins with
 * two slashes is, there, the address of another host.
 */
export const ownPath = ({ pathname, search }: URL) => pathname.replace(/^\/+/, "/") + search
