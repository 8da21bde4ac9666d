import type { ServerWebSocket } from "bun"
import { type Json, log } from "../bus"
import type { ActionData, Channel, Identity, Subscription } from "../channel"
import {
  follow,
  type PendingSubscription,
  startBuffering,
  stopBuffering,
  unfollow,
} from "../streams"
import { confirmation, message, rejection } from "./frames"

/** What a subscription uses of its connection. */
type Subscriber = {
  readonly identity: Identity
  readonly socket: ServerWebSocket<unknown>
  readonly subscriptions: Map<string, LiveSubscription>
  send(frame: string): void
  enqueue(task: () => Promise<void>): void
}

/** One subscription of one socket. */
export class LiveSubscription implements Subscription {
  readonly state: unknown
  #streams: string[] = []
  #grants: string[] = []
  #setup: Setup | null
  #ended = false

  constructor(
    readonly connection: Subscriber,
    readonly identifier: string,
    readonly channel: Channel,
    readonly params: unknown,
  ) {
    this.state = channel.state?.()
    this.#setup = new Setup(identifier, this.#grants)
  }

  get identity() {
    return this.connection.identity
  }

  async open() {
    const setup = this.#setup
    if (!setup) return
    try {
      if (await this.#permitted()) await this.channel.subscribed?.(this)
      else this.reject()
      if (setup.refused) this.#refuse()
      else this.#confirm(setup)
    } catch (error) {
      // No response, so that the client retries.
      this.#leave()
      log().error({ err: error, identifier: this.identifier }, "Cable: subscribing failed")
    } finally {
      for (const stream of this.#streams) stopBuffering(setup, stream)
      this.#setup = null
    }
  }

  async act(name: string, data: ActionData) {
    const action = this.#actionNamed(name)
    if (!action) {
      log().info({ identifier: this.identifier, action: name }, "Cable: unknown action")
    } else if (await this.#permitted()) {
      await action(this, data)
    } else {
      this.reject()
    }
  }

  transmit(payload: Json) {
    const frame = message(this.identifier, JSON.stringify(payload))
    if (this.#setup) this.#setup.transmitted.push(frame)
    else if (!this.#ended) this.connection.send(frame)
  }

  streamFrom(stream: string, grant = stream) {
    if (this.#ended || this.#streams.includes(stream)) return
    this.#streams.push(stream)
    this.#grants.push(grant)
    if (this.#setup) startBuffering(this.#setup, stream)
    else follow(this.connection.socket, stream, this.identifier)
  }

  reject() {
    if (this.#setup) this.#setup.rejected = true
    else if (!this.#ended) {
      this.#refuse()
      this.connection.enqueue(() => this.#unsubscribed())
    }
  }

  /** Ends the subscription if it streams by `grant`, also while it is being set up. */
  drop(grant: string) {
    if (this.#setup) this.#setup.dropped.push(grant)
    else if (this.#grants.includes(grant)) this.reject()
  }

  async end() {
    if (this.#ended) return
    this.#leave()
    await this.#unsubscribed()
  }

  // Synchronous: a broadcast is either buffered before or sent through the topic after, so none is
  // lost or duplicated, and the client gets both after the confirmation.
  #confirm(setup: Setup) {
    for (const stream of this.#streams) follow(this.connection.socket, stream, this.identifier)
    this.connection.send(confirmation(this.identifier))
    for (const frame of setup.transmitted) this.connection.send(frame)
    for (const frame of setup.buffered) this.connection.send(frame)
  }

  #refuse() {
    this.#leave()
    this.connection.send(rejection(this.identifier))
  }

  #leave() {
    this.#ended = true
    this.connection.subscriptions.delete(this.identifier)
    if (this.#setup) return
    for (const stream of this.#streams) {
      unfollow(this.connection.socket, stream, this.identifier)
    }
  }

  async #unsubscribed() {
    try {
      await this.channel.unsubscribed?.(this)
    } catch (error) {
      log().error({ err: error, identifier: this.identifier }, "Cable: unsubscribing failed")
    }
  }

  async #permitted() {
    return (await this.channel.permits?.(this)) ?? true
  }

  #actionNamed(name: string) {
    const actions = this.channel.actions ?? {}
    return Object.hasOwn(actions, name) ? actions[name] : undefined
  }
}

/** Collects the frames of a subscription until it is confirmed. */
class Setup implements PendingSubscription {
  readonly transmitted: string[] = []
  readonly buffered: string[] = []
  readonly dropped: string[] = []
  rejected = false

  constructor(
    readonly identifier: string,
    readonly grants: string[],
  ) {}

  buffer(json: string) {
    this.buffered.push(message(this.identifier, json))
  }

  get refused() {
    return this.rejected || this.grants.some((grant) => this.dropped.includes(grant))
  }
}
