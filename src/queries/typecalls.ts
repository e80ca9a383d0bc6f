import { readWorkloads } from '#gridtypes/deployment.ts'
import { historyOf } from '#node/history.ts'
import { sealCall } from './sealcalls.ts'

/**
 * What the types Worker can be asked: work on deployments that would hold up the page. All of it is plain
 * data that structured clone takes.
 */
export const typeCalls = {
  history: (text: string) => historyOf(readWorkloads(text)),
  seal: sealCall,
}

export type TypeHandlers = typeof typeCalls
