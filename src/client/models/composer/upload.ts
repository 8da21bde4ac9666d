// A dead connection sends no progress. After the last byte the server may still take a while.
const STALL_TIMEOUT_MS = 45_000
const REPLY_TIMEOUT_MS = 120_000

type Upload = { url: string; form: FormData; accept: string; signal: AbortSignal }

/**
 * Posts a form with XMLHttpRequest, because `fetch` reports no upload progress.
 *
 * @param onProgress receives whole percents
 * @throws when the request fails, stalls or is aborted by `signal`
 */
export async function uploadForm(
  { url, form, accept, signal }: Upload,
  onProgress: (percent: number) => void,
) {
  signal.throwIfAborted()
  const request = new XMLHttpRequest()
  let timer: ReturnType<typeof setTimeout> | undefined
  const abortAfter = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => request.abort(), ms)
  }

  request.upload.onprogress = ({ loaded, total }) => {
    abortAfter(STALL_TIMEOUT_MS)
    onProgress(Math.floor((100 * loaded) / total))
  }
  request.upload.onload = () => abortAfter(REPLY_TIMEOUT_MS)
  signal.addEventListener("abort", () => request.abort())

  return new Promise<ReturnType<typeof replyOf>>((resolve, reject) => {
    request.onload = () => resolve(replyOf(request, url))
    request.onerror = request.onabort = () => reject(new Error(`Cannot upload to ${url}`))
    request.open("POST", url)
    request.setRequestHeader("Accept", accept)
    abortAfter(STALL_TIMEOUT_MS)
    request.send(form)
  }).finally(() => clearTimeout(timer))
}

function replyOf({ status, responseURL, responseText }: XMLHttpRequest, url: string) {
  return {
    ok: status >= 200 && status < 300,
    status,
    redirected: responseURL !== url,
    text: responseText,
  }
}
