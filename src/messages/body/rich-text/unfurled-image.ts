import { sign } from "../../../platform/http/signed"

export const UNFURLED_IMAGES = "/unfurled_images/"

/**
 * Where a page gets a picture that lies elsewhere: from us, so that whoever keeps it there doesn't
 * learn who reads. The signature says that we were the ones to ask for it.
 */
export const unfurledImagePath = (url: string) => UNFURLED_IMAGES + sign("unfurled-image", url)
