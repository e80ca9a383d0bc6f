import type { RmbErrorCode } from './error.ts'

/** What one call went through; times in ms of `performance.now()`, absent when the phase was not reached. */
export interface Trace {
  uid: string
  twin: number
  command: string
  /** Unix ms of the call, for people. */
  at: number
  queued: number
  signed?: number
  sent?: number
  answered?: number
  verified?: number
  deciphered?: number
  parsed?: number
  ended?: number
  /** How often it was put on the wire: 2 after one resend. */
  sends: number
  sentBytes: number
  answerBytes: number
  enciphered: boolean
  outcome: 'pending' | 'ok' | RmbErrorCode
}
