import * as z from 'zod/mini'
import { stringifyJson } from '#lib/json.ts'
import { bounded, faultOf } from '#lib/reader.ts'
import { RmbError } from '#rmb/error.ts'
import type { Request } from '#rmb/request.ts'
import { commands, rowOf, type Command, type In, type Out } from './commands.ts'
import { isPanic, nodeError, NodeError } from './error.ts'

/** Speaks the table's commands over any `Request`. */
export interface NodeClient {
  /**
   * One call; resolves with what the command's schema makes of the answer, or with the value the table
   * gives for "there is none". Rejects with NodeError for what the node said, RmbError for what became
   * of the call.
   */
  call<C extends Command>(
    twin: number,
    command: C,
    input: In<C>,
    options?: { signal?: AbortSignal },
  ): Promise<Out<C>>
  /**
   * The same call, resolved with the answer's JSON as the node wrote it, unread: for what is hashed, kept or
   * shown to the byte. Null where the table gives null for "there is none". Rejects as `call` does, save that
   * no schema is asked.
   */
  text<C extends Command>(
    twin: number,
    command: C,
    input: In<C>,
    options?: { signal?: AbortSignal },
  ): Promise<string | null>
}

/** What a node answers to a command it does not have: exactly this (facts: node-api.md section 0). */
const MISSING = 'function is not found'

const isMissing = (error: unknown) => wordsOf(error) === MISSING

/** The node's words of an error that a node answered, else undefined. */
const wordsOf = (error: unknown): string | undefined =>
  error instanceof RmbError && error.code === 'node' ? (error.details ?? '') : undefined

export function nodeClient(request: Request): NodeClient {
  /** Which name of the renamed commands a twin's node was last seen to know. */
  const knows = new Map<number, 'present' | 'former'>()

  /** Sends under the present name, and on exactly `function is not found` under the former one; or the other way round for a node known to be old. */
  async function ask(
    twin: number,
    command: Command,
    input: unknown,
    how: { signal?: AbortSignal; text?: boolean },
  ) {
    const { formerly, resend, timeoutMs } = rowOf(command)
    const options = {
      resend,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...how,
    }
    if (formerly === undefined) return request(twin, command, input, options)
    const names = { present: command, former: formerly }
    const [first, second] =
      knows.get(twin) === 'former'
        ? (['former', 'present'] as const)
        : (['present', 'former'] as const)
    try {
      return await request(twin, names[first], input, options)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
    // nothing ran, so this is no second sending, not even of a change
    try {
      const answer = await request(twin, names[second], input, options)
      knows.set(twin, second)
      return answer
    } catch (error) {
      // an error of its own shows that the node knows the name, as much as an answer does
      if (wordsOf(error) !== undefined && !isMissing(error)) knows.set(twin, second)
      throw error
    }
  }

  /** Asks, and tells the node's words apart from what became of the call. */
  async function answerOf(
    twin: number,
    command: Command,
    input: unknown,
    how: { signal?: AbortSignal; text?: boolean },
  ): Promise<{ answer: unknown } | { absence: null | false }> {
    try {
      return { answer: await ask(twin, command, input, how) }
    } catch (error) {
      const words = wordsOf(error)
      if (words === undefined) throw error
      const absence = absenceOf(command, words)
      if (absence === undefined) throw nodeError(command, twin, words, error)
      return { absence }
    }
  }

  return {
    async call<C extends Command>(
      twin: number,
      command: C,
      input: In<C>,
      options: { signal?: AbortSignal } = {},
    ) {
      const told = await answerOf(twin, command, input, options)
      // the table's rows pair each absence with a schema that has it: commands.ts
      if ('absence' in told) return told.absence as Out<C>
      const parsed = z.safeParse(commands[command].out, told.answer)
      // the schema is that of this command's row
      if (parsed.success) return parsed.data as Out<C>
      throw new NodeError(
        'unexpected-answer',
        `The answer of twin ${twin} to ${command} is not what it should be: ${faultOf(parsed.error)}.`,
        { details: bounded(stringifyJson(told.answer) ?? ''), cause: parsed.error },
      )
    },

    async text<C extends Command>(
      twin: number,
      command: C,
      input: In<C>,
      options: { signal?: AbortSignal } = {},
    ) {
      const told = await answerOf(twin, command, input, { ...options, text: true })
      return 'absence' in told ? null : String(told.answer)
    },
  }
}

/** What the table says stands for these words, or undefined when they are an error. */
function absenceOf(command: Command, words: string): null | false | undefined {
  if (isPanic(words)) return undefined
  for (const [text, value] of Object.entries(rowOf(command).absent ?? {})) {
    if (text === MISSING ? words === MISSING : words.includes(text)) return value
  }
  return undefined
}
