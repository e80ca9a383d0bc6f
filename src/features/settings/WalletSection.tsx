import { useWallet, walletLink } from '#queries/wallet.ts'
import { LinkButton } from '#ui/Button.tsx'
import { Section } from '#ui/Page.tsx'
import { Note } from '#ui/text.tsx'
import { places } from './places.ts'
import { WalletAccounts } from './WalletAccounts.tsx'
import { WalletConnect } from './WalletConnect.tsx'

/** The wallet extensions of this page: connected here, and an account of them chosen to sign and pay. */
export function WalletSection() {
  const wallet = useWallet()
  const { status, busy } = wallet
  const isConnected = status.accounts.length > 0
  return (
    <Section
      id={places.wallet}
      title="Wallet"
      remark="signs and pays; the extension asks each time"
      table={isConnected}
      action={
        (isConnected || status.state === 'asked') && !busy ? (
          <LinkButton onClick={() => walletLink.disconnect()}>Disconnect</LinkButton>
        ) : undefined
      }
    >
      {isConnected ? <WalletAccounts wallet={wallet} /> : <WalletConnect wallet={wallet} />}
      <Note>
        A wallet cannot speak over RMB: extensions sign no messages to nodes. To ask nodes, unlock a
        twin’s key beside it.
      </Note>
    </Section>
  )
}
