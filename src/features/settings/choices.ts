/** A time that can be chosen: its value for a control, its words, its ms (null: off or never). */
export interface TimeChoice {
  value: string
  label: string
  ms: number | null
}

export const choiceOf = (ms: number | null): string => (ms === null ? 'none' : String(ms))

/** Times as choices, in words with their unit; null is called `none`. */
export const choices = (times: readonly (number | null)[], none: string): TimeChoice[] =>
  times.map((ms) => ({ value: choiceOf(ms), label: ms === null ? none : words(ms), ms }))

const words = (ms: number) => (ms < 60_000 ? `${ms / 1000} s` : `${ms / 60_000} min`)
