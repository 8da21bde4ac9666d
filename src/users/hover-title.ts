/** What a picture says of somebody to whoever points at it. */
export const hoverTitle = ({ name, bio }: { name: string; bio: string | null }) =>
  [name, bio].filter((part) => part?.trim()).join(" – ")
