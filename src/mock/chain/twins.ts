import { equal, text, type Bytes } from '#lib/bytes.ts'
import type { CallContext } from './context.ts'
import type { Twin } from './records.ts'
import { ensure, refuse } from './refusal.ts'
import type { Store } from './store.ts'

const PALLET = 'TfgridModule'

/** The twin of an account; refuses in the words of the pallet that asks. */
export function twinOf(store: Store, account: Bytes, pallet: string): Twin {
  const id = store.get('TfgridModule.TwinIdByAccountID', account)
  const twin = id === undefined ? undefined : store.get('TfgridModule.Twins', id)
  return twin ?? refuse(pallet, 'TwinNotExists')
}

/** Letters, digits, `-`, `_` and dots between them: a host's name without scheme or port (facts: tfchain.md section 2). */
const isRelay = (relay: string): boolean =>
  relay.length <= 1024 && /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(relay)

const checkRelay = (relay: Bytes | null) =>
  ensure(relay === null || isRelay(text(relay)), PALLET, 'InvalidRelayAddress')

/** Characters that a URL may have (RFC 3986 section 2). */
const URL_TEXT = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/

/** Facts: tfchain.md section 2, step 2. Each acceptance is kept; there is no event of its own. */
export function acceptTerms(
  { store, signer, seconds }: CallContext,
  args: { document_link: Bytes; document_hash: Bytes },
) {
  const [link, hash] = [text(args.document_link), text(args.document_hash)]
  ensure(link.length >= 1, PALLET, 'DocumentLinkInputTooShort')
  ensure(URL_TEXT.test(link), PALLET, 'InvalidDocumentLinkInput')
  ensure(hash.length >= 1, PALLET, 'DocumentHashInputTooShort')
  ensure(/^[A-Za-z0-9_-]*$/.test(hash), PALLET, 'InvalidDocumentHashInput')
  const before = store.get('TfgridModule.UsersTermsAndConditions', signer) ?? []
  const accepted = { account_id: signer, timestamp: seconds, ...args }
  store.put('TfgridModule.UsersTermsAndConditions', [signer], [...before, accepted])
}

/** Facts: tfchain.md section 2, step 3. */
export function createTwin(
  { store, signer, emit }: CallContext,
  { relay, pk }: { relay: Bytes | null; pk: Bytes | null },
) {
  const accepted = store.get('TfgridModule.UsersTermsAndConditions', signer) !== undefined
  ensure(accepted, PALLET, 'UserDidNotSignTermsAndConditions')
  const known = store.get('TfgridModule.TwinIdByAccountID', signer)
  ensure(known === undefined, PALLET, 'TwinWithPubkeyExists')
  checkRelay(relay)
  const id = (store.get('TfgridModule.TwinID') ?? 0) + 1
  const twin: Twin = { id, account_id: signer, relay, entities: [], pk }
  store.put('TfgridModule.TwinID', [], id)
  store.put('TfgridModule.Twins', [id], twin)
  store.put('TfgridModule.TwinIdByAccountID', [signer], id)
  emit(PALLET, 'TwinStored', twin)
}

/** Overwrites both fields (facts: tfchain.md section 2). */
export function updateTwin(
  { store, signer, emit }: CallContext,
  { relay, pk }: { relay: Bytes | null; pk: Bytes | null },
) {
  const twin = twinOf(store, signer, PALLET)
  ensure(equal(twin.account_id, signer), PALLET, 'UnauthorizedToUpdateTwin')
  checkRelay(relay)
  const updated = { ...twin, relay, pk }
  store.put('TfgridModule.Twins', [twin.id], updated)
  emit(PALLET, 'TwinUpdated', updated)
}

/** Signed by the stash, whose balance then counts for the twin's discount (facts: tfchain.md section 2). */
export function bondTwin({ store, signer, emit }: CallContext, { twin_id }: { twin_id: number }) {
  const twin = store.get('TfgridModule.Twins', twin_id) ?? refuse(PALLET, 'TwinNotExists')
  ensure(!equal(twin.account_id, signer), PALLET, 'TwinCannotBoundToItself')
  store.put('TfgridModule.TwinBoundedAccountID', [twin_id], signer)
  emit(PALLET, 'TwinAccountBounded', [twin_id, signer])
}
