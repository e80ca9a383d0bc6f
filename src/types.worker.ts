import { type Port, serve } from '#lib/rpc.ts'
import { typeCalls } from '#queries/typecalls.ts'

const scope: Port = globalThis
serve(scope, typeCalls)
