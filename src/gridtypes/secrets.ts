/**
 * What stands in place of a secret: the same for all, so that not even a length is told. Plain enough to
 * survive any file and terminal.
 */
export const MASK = '••••••••'

/** Fields whose text is secret (facts: node-api.md section 7.10; grid-services.md C.3 for `private_key`, `priv_key`). */
const SECRET =
  /^(?:key|hex_?key|hex_?seed|seed|token|mnemonics?|priv_key|.*(?:private_?key|passw(?:or)?d|passphrase|secret))$/
/**
 * Fields that hold secrets under names of the person's own choosing: only the values are. Keys for SSH are
 * public, but they tell whose a machine is, and in an environment they are masked too.
 */
const SECRETS = /^(?:env|ssh_?keys?)$/

/** Go's decoder takes keys in any letter case, and folds the long s and the Kelvin sign too. */
const fold = (key: string) => key.toLowerCase().replaceAll('\u017f', 's')

/** JSON text in JSON text in JSON text: metadata is written so. Deeper than this nobody reads. */
const NESTED = 3

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|\s+|"/g

interface Open {
  kind: '{' | '['
  /** What its values are, `plain` unless a field above is secret. */
  holds: 'plain' | 'secrets'
  /** Of the value that comes next. */
  next: 'plain' | 'secret' | 'secrets'
  /** In an object: what comes next is a key. */
  key: boolean
  empty: boolean
}

/** Whether what stands under a field is secret itself, or holds secrets under names of its own. */
export const kindOf = (key: string): 'plain' | 'secret' | 'secrets' => {
  const folded = fold(key)
  return SECRET.test(folded) ? 'secret' : SECRETS.test(folded) ? 'secrets' : 'plain'
}

/**
 * JSON text with its secrets masked, and laid out anew when `indent` (spaces) is given; `show` leaves the
 * secrets in. It goes through the tokens, so every digit, key, order and duplicate stays as it was
 * written. Empty secrets stay empty: that there is none is no secret. The text must be JSON.
 */
export function writeJson(text: string, { show = false, indent }: Writing = {}): string {
  return rewrite(text, show, indent, 0)
}

export interface Writing {
  show?: boolean
  indent?: number | undefined
}

function rewrite(text: string, show: boolean, indent: number | undefined, depth: number): string {
  const stack: Open[] = []
  const parts: string[] = []
  const line = () => {
    if (indent !== undefined) parts.push(`\n${' '.repeat(indent * stack.length)}`)
  }
  for (const [token] of text.matchAll(TOKEN)) {
    const inside = stack.at(-1)
    if (/^\s/.test(token)) {
      if (indent === undefined) parts.push(token)
    } else if (token === '}' || token === ']') {
      stack.pop()
      if (inside && !inside.empty) line()
      parts.push(token)
    } else if (token === ',') {
      parts.push(token)
      if (inside) Object.assign(inside, { key: inside.kind === '{', next: inside.holds })
      line()
    } else if (token === ':') {
      parts.push(indent === undefined ? token : ': ')
    } else {
      if (inside?.empty) {
        inside.empty = false
        line()
      }
      if (token === '{' || token === '[') {
        const holds = inside && inside.next !== 'plain' ? 'secrets' : 'plain'
        stack.push({ kind: token, holds, next: holds, key: token === '{', empty: true })
        parts.push(token)
      } else if (inside?.key) {
        inside.key = false
        const own = kindOf(unquote(token))
        inside.next = inside.holds === 'secrets' ? 'secrets' : own
        parts.push(token)
      } else {
        parts.push(show ? token : masked(token, inside?.next ?? 'plain', depth))
      }
    }
  }
  return parts.join('')
}

/** What a token says; one that is no JSON (a broken answer) says itself. */
function unquote(token: string): string {
  try {
    return String(JSON.parse(token))
  } catch {
    return token
  }
}

function masked(token: string, as: Open['next'], depth: number): string {
  if (as !== 'plain') return token === 'null' || token === '""' ? token : `"${MASK}"`
  if (!token.startsWith('"')) return token
  const held = unquote(token)
  const bare = maskText(held, depth)
  return bare === held ? token : JSON.stringify(bare)
}

/**
 * An answer that nobody could read, its secrets masked as far as they can be known: it may be cut off or no
 * JSON at all. What holds no secret comes back as it was.
 */
export const maskAnswer = (text: string): string => {
  const start = text.search(/[{[]/)
  return start < 0 ? text : text.slice(0, start) + rewrite(text.slice(start), false, undefined, 0)
}

/**
 * A text that may hold secrets, with these masked: JSON text (metadata is) and the password or
 * token in an address (`redis://user:password@host`, `wss://host?token=…`). Anything else is returned as it is.
 */
export function maskText(text: string, depth = 0): string {
  if (depth < NESTED && /^\s*[{[]/.test(text)) {
    try {
      JSON.parse(text)
      return rewrite(text, false, undefined, depth + 1)
    } catch {
      // no JSON after all
    }
  }
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:@/?#]*:)[^\s@/?#]+@/gi, `$1${MASK}@`)
    .replace(/([?&][a-z_-]*(?:password|secret|token|auth|key)=)[^&#\s]+/gi, `$1${MASK}`)
}
