/** Whether the page that opens the socket is one of ours: a stranger's would come with our cookies. */
export function sameHost(request: Request) {
  const origin = request.headers.get("origin")
  const host = request.headers.get("host")
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host
}
