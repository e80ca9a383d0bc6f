import { string, struct } from './decode.ts'
import type { Kind } from './kind.ts'

// facts: node-api.md sections 2.4 and 3; zosbase@063d895 pkg/gridtypes/zos/zlogs.go

/** Sends the logs of a machine of the same deployment to `output`, a redis or web socket address. */
export interface Zlogs {
  zmachine: string
  output: string
}

export const zlogs: Kind<Zlogs> = {
  go: 'ZLogs',
  decode: struct<Zlogs>('ZLogs', { zmachine: string, output: string }),
  challenge: ({ zmachine, output }) => zmachine + output,
}
