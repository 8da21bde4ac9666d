// A line that is dead without saying so, and a server that has all of it and thinks.
const STALLED_AFTER = 45_000
const ANSWERED_WITHIN = 120_000

type Upload = { url: string; form: FormData; accept: string; signal: AbortSignal }

/**
 * Sends a form and tells how far it has come, which `fetch` can't.
 *
 * @param onProgress hears whole per cents
 * @throws when it cannot be sent, stalls, or `signal` ends it
 */
export async function sendForm(
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
    waitFor(STALLED_AFTER)
    onProgress(Math.floor((100 * loaded) / total))
  }
  request.upload.onload = () => waitFor(ANSWERED_WITHIN)
  signal.addEventListener("abort", () => request.abort())

  return new Promise<ReturnType<typeof answerOf>>((resolve, reject) => {
    request.onload = () => resolve(answerOf(request, url))
    request.onerror = request.onabort = () => reject(new Error(`${url} took no file`))
    request.open("POST", url)
    request.setRequestHeader("Accept", accept)
    waitFor(STALLED_AFTER)
    request.send(form)
  }).finally(() => clearTimeout(patience))
}

function answerOf({ status, responseURL, responseText }: XMLHttpRequest, url: string) {
  return {
    ok: status >= 200 && status < 300,
    status,
    redirected: responseURL !== url,
    text: responseText,
  }
}
