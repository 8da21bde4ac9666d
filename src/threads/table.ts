declare module "../rooms/table" {
  interface RoomTypes {
    thread: true
  }
}

/** Somebody who does not follow a thread sees none of its news. */
export type ThreadInvolvement = "everything" | "nothing"
