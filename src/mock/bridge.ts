import type { Bytes } from '#lib/bytes.ts'
import type { DemoIdentity } from './grid.ts'
import type { WorldName } from './names.ts'
import type { ServiceRequest } from './services.ts'

/*
 * What the page and the grid's Worker say to one another. Frames go both ways in order, and a session is
 * named by a number that the page gives it.
 */

export interface Start {
  world: WorldName
  /** The tab: its grid is kept under this and the world. */
  tab: string
  /** Begins anew instead of bringing back what was kept. */
  fresh: boolean
}

export interface Started {
  identities: DemoIdentity[]
  relayDown: boolean
}

export interface HttpAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

// aliases, not interfaces: #lib/rpc.ts asks for types with an index signature
export type BridgeHandlers = {
  start: (input: Start) => Promise<Started>
  /** Null: the proxy cannot be reached. */
  http: (input: { method: string; url: string }) => Promise<HttpAnswer | null>
  /** What stands beside the grid: activation, KYC, terms. */
  service: (input: ServiceRequest) => Promise<HttpAnswer>
  open: (input: { id: number; query: string }) => void
  frame: (input: { id: number; data: Bytes | string }) => Promise<void>
  closed: (input: { id: number }) => Promise<void>
  /** A client of the chain has come; the first one makes the chain. */
  chainOpen: (input: { id: number }) => void
  chainText: (input: { id: number; text: string }) => Promise<void>
  chainClosed: (input: { id: number }) => Promise<void>
}

export type BridgeEvents = {
  frame: { id: number; data: Bytes }
  /** `refused`: the upgrade was answered by plain HTTP, which a page sees as 1006. */
  close: { id: number; refused: boolean }
  chainText: { id: number; text: string }
  chainEnd: { id: number }
}
