declare module "../rooms/table" {
  interface RoomTypes {
    thread: true
  }
}

/** A user who doesn't follow a thread gets no unread marks in it. */
export type ThreadInvolvement = "everything" | "nothing"
