import { fromBase64url, text, toBase64url, utf8, type Bytes } from '#lib/bytes.ts'
import { verify, type KeyPair } from './keys.ts'

/** Claims of a token; times in Unix seconds, `sid` absent only for a twin's main peer. */
export interface Claims {
  sub: number
  iat: number
  exp: number
  sid?: string
}

// `RS512` is what the relay insists on, whatever the key (facts: rmb.md section 1.2)
const HEADER = toBase64url(utf8('{"alg":"RS512","typ":"JWT"}'))

/** A token for one connection: the whole query string of the relay's address. */
export async function makeToken(pair: KeyPair, { sub, iat, exp, sid }: Claims): Promise<string> {
  const claims = JSON.stringify({ sub, iat, exp, ...(sid !== undefined && { sid }) })
  const input = `${HEADER}.${toBase64url(utf8(claims))}`
  return `${input}.${toBase64url(await pair.sign(utf8(input)))}`
}

type Refused = { refused: string }
const refuse = (detail: string): Refused => ({ refused: `invalid jwt: ${detail}` })

/** A non-negative integer as the relay's u32 and u64 take it: fractions are refused. */
const whole = (value: unknown, max: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max

function parse(part: string | undefined): Record<string, unknown> | undefined {
  const bytes = part === undefined ? undefined : fromBase64url(part)
  if (bytes === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text(bytes))
    // an object that is no array: its keys are texts
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/**
 * What the relay does before it lets a socket in (facts: rmb.md section 1.2, 1.3; rmb-rs@15f2092
 * src/relay/api.rs): `now` in Unix seconds, `accountOf` the account key of a twin. `iat` must be there and
 * is not looked at; `now == exp` still passes.
 */
export async function checkToken(
  token: string,
  now: number,
  accountOf: (twin: number) => Promise<Bytes | undefined> | Bytes | undefined,
): Promise<{ twin: number; sid: string | undefined } | Refused> {
  if (token === '') return { refused: 'missing jwt' }
  const parts = token.split('.')
  const [, , encoded] = parts
  if (parts.length !== 3 || encoded === undefined) return refuse('malformed token')
  const header = parse(parts[0])
  if (header?.alg !== 'RS512' || (header.typ !== undefined && header.typ !== 'JWT')) {
    return refuse('wrong algorithm or type')
  }
  const claims = parse(parts[1])
  if (claims === undefined) return refuse('malformed claims')
  const { sub, iat, exp, sid } = claims
  const max = Number.MAX_SAFE_INTEGER
  if (!whole(sub, 0xffffffff) || !whole(iat, max) || !whole(exp, max)) {
    return refuse('sub, iat and exp must be integers')
  }
  if (sid !== undefined && sid !== null && typeof sid !== 'string') {
    return refuse('sid must be a string')
  }
  const signature = fromBase64url(encoded)
  if (signature?.length !== 65) return refuse('signature length')
  const account = await accountOf(sub)
  if (account === undefined) return { refused: `twin not found ${sub}` }
  if (!(await verify(account, utf8(`${parts[0]}.${parts[1]}`), signature))) {
    return refuse('signature')
  }
  if (now > exp) return refuse('jwt has expired')
  return { twin: sub, sid: sid ?? undefined }
}
