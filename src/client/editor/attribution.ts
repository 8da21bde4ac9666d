import { Extension } from "@37signals/lexxy"
import { defineExtension } from "lexical"
import { CiteNode } from "./cite-node"

/** Lets a quotation keep whose it is. */
export class Attribution extends Extension {
  override get lexicalExtension() {
    return defineExtension({ name: "hearth/attribution", nodes: [CiteNode] })
  }
}
