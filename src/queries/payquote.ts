import { queryOptions } from '@tanstack/react-query'
import type { ApiPromise } from '@polkadot/api'
import { describeIntent, type Intent } from '#chain/intent.ts'
import { billingPrice, toUsd } from '#chain/pricing.ts'
import type { Quote } from '#chain/quote.ts'
import type { Balance } from '#chain/reads.ts'
import type { ContractId, TwinId } from '#lib/ids.ts'
import { chain } from './chain.ts'

/** What is known of a payment before it is signed; all of it from the chain. Amounts in TFT units. */
export interface PayQuote extends Quote {
  balance: Balance
  /** The least an account may hold. */
  least: bigint
  /** The paying account's twin; null where it has none. */
  twin: TwinId | null
  /** Price of a TFT in mUSD; undefined where the chain tells none. */
  price: bigint | undefined
  /** What the receiving account has, free and reserved; undefined where nobody receives anything. */
  receiver: bigint | undefined
  /** Whose the contracts are that it touches; null where the contract has ended. */
  owners: readonly { contractId: ContractId; twinId: TwinId | null }[]
  chain: { name: string; spec: number }
  /** When it was read, Unix ms. */
  at: number
}

/** More contracts than these are not looked at one by one. */
const LOOKED_AT = 25

/** The fee, the decoded call, and what the account has; read again now and then while it is looked at. */
export const payQuoteQuery = (intent: Intent, account: string) =>
  queryOptions({
    queryKey: ['chain', 'pay-quote', account, intent] as const,
    queryFn: ({ signal }) => readQuote(intent, account, signal),
    staleTime: 0,
    gcTime: 0,
    refetchInterval: 15_000,
  })

async function readQuote(intent: Intent, account: string, signal: AbortSignal): Promise<PayQuote> {
  const [api, reads, { quote }, { anyWrite }, { billingTerms }] = await Promise.all([
    chain.api(signal),
    import('#chain/reads.ts'),
    import('#chain/quote.ts'),
    import('./paymentchain.ts'),
    import('#chain/costs.ts'),
  ])
  const to = receiverOf(intent)
  const [asked, balance, twin, price, receiver, owners] = await Promise.all([
    quote(api, anyWrite(intent), account),
    reads.balance(api, account),
    reads.twinIdOf(api, account),
    // a chain without a price still takes payments
    billingTerms(api).then(
      ({ tftPrice }) => billingPrice(tftPrice),
      () => undefined,
    ),
    to === undefined ? undefined : reads.balance(api, to),
    ownersOf(api, intent),
  ])
  return {
    ...asked,
    balance,
    least: reads.existentialDeposit(api),
    twin: twin ?? null,
    price,
    receiver: receiver && receiver.free + receiver.reserved,
    owners,
    chain: {
      name: api.runtimeChain.toString(),
      spec: api.runtimeVersion.specVersion.toNumber(),
    },
    at: Date.now(),
  }
}

const receiverOf = (intent: Intent) =>
  intent.kind === 'transfer' || intent.kind === 'transfer-all' ? intent.to : undefined

async function ownersOf(api: ApiPromise, intent: Intent): Promise<PayQuote['owners']> {
  const ids =
    intent.kind === 'cancel-contracts'
      ? intent.ids
      : intent.kind === 'update-node-contract'
        ? [intent.id]
        : []
  const { contract } = await import('#chain/reads.ts')
  return Promise.all(
    ids.slice(0, LOOKED_AT).map(async (contractId) => ({
      contractId,
      twinId: (await contract(api, contractId))?.twinId ?? null,
    })),
  )
}

/** TFT units as USD units. */
export const inUsd = (units: bigint, { price }: Pick<PayQuote, 'price'>): bigint | undefined =>
  price === undefined ? undefined : toUsd(units, price)

/** What an intent does, in one sentence. */
export const sentenceOf = (intent: Intent): string => describeIntent(intent)
