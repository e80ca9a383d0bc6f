import { session } from '#queries/session.ts'
import { walletLink } from '#queries/wallet.ts'

/** The held key's twin speaks from now on, and its own account signs: the wallet was only chosen to fund it. */
export async function speakAs(twin: number): Promise<void> {
  await session().keySpeaks(twin)
  walletLink.chooseKey()
}
