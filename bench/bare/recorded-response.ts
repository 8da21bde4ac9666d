/** A response of Hearth's, as the bare servers send it. */
export type RecordedResponse = {
  status: number
  headers: [string, string][]
  body: Uint8Array<ArrayBuffer>
}

export type PreparedResponse = { body: Uint8Array<ArrayBuffer>; init: ResponseInit }

/** Does once what a response needs each time. */
export const prepareResponse = ({ status, headers, body }: RecordedResponse): PreparedResponse => ({
  body,
  init: { status, headers: new Headers(headers) },
})
