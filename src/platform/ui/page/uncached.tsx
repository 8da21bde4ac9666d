/**
 * For the head of pages with forms that submit themselves: Turbo's cached copy would have old
 * values and submit them again.
 */
export const Uncached = () => <meta name="turbo-cache-control" content="no-cache" />
