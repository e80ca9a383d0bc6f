import { middle } from '#ui/middle.ts'
import { walletLink } from '#queries/wallet.ts'
import { walletName, type WalletState } from '#queries/walletstate.ts'
import type { SigningAccount, Who } from '#queries/who.ts'
import type { ShellProps } from '#ui/Shell.tsx'
import type { MenuItem } from '#ui/Menu.tsx'
import { toast } from '#ui/toast.ts'
import { paths } from '#paths.ts'

type Signs = NonNullable<ShellProps['speaker']['signs']>

const plain = (label: string, short = label): Signs => ({ label, short, differs: false })

/** Which account signs and pays, as the top bar says it beside who speaks. */
export function signsLabel({ account, accountTwin, match }: Who, busy: boolean): Signs {
  if (busy) return plain('connecting wallet', 'connecting')
  if (!account) return plain('no account signs', 'nobody signs')
  switch (match) {
    case 'other-twin':
      return {
        label: `account of twin ${accountTwin} pays`,
        short: `twin ${accountTwin} pays`,
        differs: true,
      }
    case 'no-twin':
      return {
        label: 'an account without a twin pays',
        short: `${account.name} pays`,
        differs: true,
      }
    case 'same':
      return plain(account.kind === 'wallet' ? `${account.name} signs` : 'its key signs')
    case 'unknown':
    case 'one-side':
      return plain(`${account.name} signs`)
  }
  return match satisfies never
}

/** Accounts listed in the menu; all of them stand in the settings. */
const LISTED = 6

/** What the menu behind "Speaking as" offers of wallets. `onFail` shows why connecting failed. */
export function signerItems(
  who: Who,
  wallet: WalletState,
  accounts: readonly SigningAccount[],
  onFail: () => void,
): MenuItem[] {
  if (wallet.busy) {
    return [{ label: 'Connecting wallet', hint: 'answer in its own window', apart: true }]
  }
  if (wallet.status.state === 'idle') return [connectItem(wallet, onFail)]
  const key = accounts.find(({ kind }) => kind !== 'wallet')
  const { account } = who
  return [
    ...wallet.status.accounts.slice(0, LISTED).map((one, i) => ({
      label: `Sign as ${one.name ?? 'wallet account'}`,
      hint: `in the wallet, ${middle(one.address, 6, 4)}`,
      chosen: account?.kind === 'wallet' && account.address === one.address,
      onClick: () => walletLink.choose(one),
      apart: i === 0,
    })),
    ...(key
      ? [
          {
            label:
              who.speaking?.address === key.address
                ? 'Sign with the twin’s own key'
                : 'Sign with the unlocked key',
            hint: `in this page, ${middle(key.address, 6, 4)}`,
            chosen: account !== null && account.kind !== 'wallet',
            onClick: () => walletLink.chooseKey(),
            apart: wallet.status.accounts.length === 0,
          },
        ]
      : []),
    ...(wallet.status.accounts.length === 0
      ? [{ label: 'Wallet', hint: wallet.problem?.message, href: paths.settings('identity') }]
      : []),
    {
      label: 'Disconnect wallet',
      hint: 'the extension keeps its permission for this site',
      onClick: () => walletLink.disconnect(),
      apart: true,
    },
  ]
}

function connectItem({ status, problem }: WalletState, onFail: () => void): MenuItem {
  const { extensions } = status
  const names = extensions.map(({ name }) => walletName(name)).join(', ')
  return extensions.length === 0
    ? {
        label: 'Connect wallet',
        hint: 'no extension found in this page',
        href: paths.settings('identity'),
        apart: true,
      }
    : {
        label: 'Connect wallet',
        hint: problem?.message ?? `to sign and pay: ${names}`,
        onClick: () => void connect(onFail),
        apart: true,
      }
}

/** Connects, and says so; why it failed has a place of its own. */
async function connect(onFail: () => void) {
  try {
    await walletLink.connect()
    const { account } = walletLink.state()
    toast({ sentence: `${account?.name ?? 'The wallet'} is connected`, state: 'ok' })
  } catch {
    onFail()
  }
}
