import { type Port, serve } from '#lib/rpc.ts'
import { keyHandlers, type KeyEvents } from '#queries/keycalls.ts'

/** The one Worker that holds a secret: the vault unseals, the message bus's crypto signs, and the key stays here. */
const scope: Port = globalThis
const server = serve<KeyEvents>(
  scope,
  keyHandlers((why) => server.emit('locked', why)),
)
