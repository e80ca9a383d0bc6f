import { parseJson, stringifyJson } from '#lib/json.ts'
import { fromSs58 } from '#lib/ss58.ts'
import type { HttpAnswer } from './bridge.ts'
import { transfer } from './chain/balances.ts'
import type { Chain } from './chain/chain.ts'
import type { Keyring } from './keyring.ts'
import type { Db, TwinRow } from './schema.ts'
import { TERMS } from './terms.ts'

export interface ServiceRequest {
  method: string
  /** Path and query. */
  url: string
  /** What was posted; empty for none. */
  body: string
}

/** First money of an account that has none, and of one that has less than a few fees; TFT units (facts: grid-services.md D.4). */
const FIRST = 1_0000000n
const FEW_FEES = 15_000n

/** What the activation service lets any page do (tfgrid-sdk-go@3334041 activation-service/middlewares/cors.go). */
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'POST, GET, OPTIONS, PUT, DELETE',
  'Access-Control-Allow-Headers': 'Accept, Content-Type, Content-Length, Authorization',
}

const json = (status: number, value: unknown): HttpAnswer => ({
  status,
  headers: { 'Content-Type': 'application/json', ...CORS },
  body: `${stringifyJson(value)}\n`,
})

/** The id that a body names, or why not; the texts and their form: activation-service/app/handlers.go, wrapper.go. */
function accountIn(body: string) {
  let input: unknown
  try {
    input = parseJson(body)
  } catch {
    return json(400, { err: 'failed to read input data' })
  }
  if (typeof input !== 'object' || input === null) {
    return json(400, { err: 'failed to read input data' })
  }
  const id = 'substrateAccountID' in input ? input.substrateAccountID : ''
  const account = typeof id === 'string' ? fromSs58(id) : undefined
  return account ?? json(404, { err: 'substrate account is not found' })
}

/** Gives an account its first money, and answers when it is there (facts: grid-services.md D.4). */
async function activate(chainOf: () => Promise<Chain>, body: string): Promise<HttpAnswer> {
  const account = accountIn(body)
  if (!(account instanceof Uint8Array)) return account
  const chain = await chainOf()
  if (chain.faults.endpoint === 'down') return json(500, { err: 'internal server error' })
  const { free } = chain.balance(account)
  const amount = free === 0n ? FIRST : free < FEW_FEES ? FEW_FEES : 0n
  if (amount > 0n) {
    const context = chain.context()
    transfer({ ...context, signer: context.author }, account, amount, { keepAlive: true })
    chain.mint()
  }
  return json(200, null)
}

/** What the KYC service says in all other fields of a person whom it has seen. */
const seen = {
  autoDocument: 'DOC_VALIDATED',
  autoFace: 'FACE_MATCH',
  manualDocument: 'DOC_VALIDATED',
  manualFace: 'FACE_MATCH',
  fraudTags: [],
  mismatchTags: [],
  scanRef: '',
}

/** The twin that a query is about. */
async function twinOf({ db, keyring }: Options, query: URLSearchParams) {
  const id = query.get('twin_id')
  if (id !== null) return db.twins.get(Number(id))
  for (const row of db.twins.values()) {
    // only people are asked for, and only few of them are known
    if (row.kyc === undefined) continue
    if ((await keyring.facts(row.twin))?.address === query.get('client_id')) return row
  }
  return undefined
}

/** Whether a twin's person is verified; 404 for one who never tried (facts: grid-services.md D.1, D.2). */
async function verification(options: Options, query: URLSearchParams): Promise<HttpAnswer> {
  if (!query.has('twin_id') && !query.has('client_id')) {
    return json(400, { error: 'either twin_id or client_id must be provided' })
  }
  const row: TwinRow | undefined = await twinOf(options, query)
  if (row?.kyc === undefined) return json(404, { error: 'no verification was found' })
  const clientId = (await options.keyring.facts(row.twin))?.address ?? ''
  return json(200, { result: { status: row.kyc, ...seen, clientId } })
}

interface Options {
  db: Db
  keyring: Keyring
  /** Makes the chain where nobody has asked for it yet. */
  chain: () => Promise<Chain>
}

/** What stands beside the grid: the activation service, the KYC service and the terms, by their own paths. */
export function createServices(options: Options) {
  return async ({ method, url, body }: ServiceRequest): Promise<HttpAnswer> => {
    const [path = '/', query = ''] = url.split('?', 2)
    if (method === 'OPTIONS') return { status: 200, headers: CORS, body: '' }
    if (path === '/activation/activate' && method === 'POST') return activate(options.chain, body)
    if (path === '/api/v1/status' && method === 'GET') {
      return verification(options, new URLSearchParams(query))
    }
    if (path === '/terms.md' && method === 'GET') {
      const headers = { 'Content-Type': 'text/plain; charset=utf-8', ...CORS }
      return { status: 200, headers, body: TERMS }
    }
    return { status: 404, headers: { 'Content-Type': 'text/plain', ...CORS }, body: 'not found' }
  }
}
