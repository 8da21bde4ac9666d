/**
 * For the head of a page whose forms go off by themselves: a copy that Turbo kept of it would hold
 * choices that were sent long ago, and send them again.
 */
export const Uncached = () => <meta name="turbo-cache-control" content="no-cache" />
