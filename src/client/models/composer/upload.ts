// A line that is dead without saying so, and a server that has all of it and thinks.
const STALL_TIMEOUT_MS = 45_000
const REPLY_TIMEOUT_MS = 120_000

type Upload = { url: string; form: FormData; accept: string; signal: AbortSignal }

/**
 * Sends a form and tells how far it has come, which `fetch` can't.
 *
 * @param onProgress hears whole per cents
 * @throws when it cannot be sent, stalls, or `signal` ends it
 */
export async function uploadForm(
  { url, form, accept, signal }: Upload,
  onProgress: (percent: number) => void,
) {
  signal.throwIfAborted()
  const request = new XMLHttpRequest()
  let patience: ReturnType<typeof setTimeout> | undefined
  const waitFor = (ms: number) => {
    clearTimeout(patience)
    patience = setTimeout(() => request.abort(), ms)
  }

  request.upload.onprogress = ({ loaded, total }) => {
    waitFor(STALL_TIMEOUT_MS)
    onProgress(Math.floor((100 * loaded) / total))
  }
  request.upload.onload = () => waitFor(REPLY_TIMEOUT_MS)
  signal.addEventListener("abort", () => request.abort())

  return new Promise<ReturnType<typeof replyOf>>((resolve, reject) => {
    request.onload = () => resolve(replyOf(request, url))
    request.onerror = request.onabort = () => reject(new Error(`${url} took no file`))
    request.open("POST", url)
    request.setRequestHeader("Accept", accept)
    waitFor(STALL_TIMEOUT_MS)
    request.send(form)
  }).finally(() => clearTimeout(patience))
}

function replyOf({ status, responseURL, responseText }: XMLHttpRequest, url: string) {
  return {
    ok: status >= 200 && status < 300,
    status,
    redirected: responseURL !== url,
    text: responseText,
  }
}
