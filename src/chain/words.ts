/**
 * The chain's errors in plain words, by `pallet.Name` as the library writes them: what happened, and what
 * to do. The chain's own metadata carries no text for these pallets, and the numbers of errors shift from
 * one release to the next, so names are all there is to go by (facts: tfchain.md section 8).
 */
const words: Readonly<Record<string, string>> = {
  'tfgridModule.UserDidNotSignTermsAndConditions':
    'This account has not accepted the terms and conditions. Accept them, then create the twin.',
  'tfgridModule.FarmerDidNotSignTermsAndConditions':
    'This account has not accepted the terms and conditions for farmers. Accept them first.',
  'tfgridModule.TwinNotExists': 'This account has no twin. Create one first.',
  'tfgridModule.TwinExists': 'This account already has a twin.',
  'tfgridModule.TwinWithPubkeyExists':
    'This account already has a twin; an account can have only one.',
  'tfgridModule.UnauthorizedToUpdateTwin':
    'The twin belongs to another account. Sign with its own.',
  'tfgridModule.InvalidRelayAddress':
    'The chain does not take this relay. Give its host name only, without scheme, port or path.',
  'tfgridModule.NodeNotExists': 'There is no such node.',
  'tfgridModule.NodeHasActiveContracts':
    'The node has active contracts, so it cannot be powered down. Wait until they end.',
  'tfgridModule.NodeUpdateNotAuthorized': 'The node is not in this farm.',
  'tfgridModule.FarmNotExists': 'There is no such farm.',
  'tfgridModule.FarmExists': 'A farm with this name exists. Choose another name.',
  'tfgridModule.InvalidFarmName':
    'The farm name is taken or has other characters than letters, digits, _ and -.',
  'tfgridModule.FarmNameTooShort': 'The farm name needs at least 3 characters.',
  'tfgridModule.FarmNameTooLong': 'The farm name may have at most 40 characters.',
  'tfgridModule.CannotUpdateFarmWrongTwin': 'The farm belongs to another twin.',
  'tfgridModule.FarmerNotAuthorized': 'Only the farmer may do this. Sign with the farm’s account.',
  'tfgridModule.UnauthorizedToChangePowerTarget':
    'Only the farmer may change the power target of this node.',
  'tfgridModule.IpExists': 'A farm already has this public IP.',
  'tfgridModule.IpNotExists': 'The farm does not have this public IP, or a contract holds it.',
  'tfgridModule.InvalidPublicIP':
    'This is no public IPv4 range with a gateway inside it. Check both.',
  'tfgridModule.InvalidPublicConfig':
    'The public config is not valid: an IPv4 address with a gateway inside its range is needed.',
  'tfgridModule.InvalidDomain': 'The domain has characters that the chain does not take.',
  'tfgridModule.DocumentLinkInputTooShort': 'The link to the terms is empty.',
  'tfgridModule.DocumentLinkInputTooLong': 'The link to the terms is longer than 2,048 characters.',
  'tfgridModule.InvalidDocumentLinkInput': 'The link to the terms is not a web address.',
  'tfgridModule.DocumentHashInputTooShort': 'The hash of the terms is empty.',
  'tfgridModule.DocumentHashInputTooLong': 'The hash of the terms is longer than 50 characters.',
  'tfgridModule.InvalidDocumentHashInput':
    'The hash of the terms has other characters than letters, digits, _ and -.',
  'tfgridModule.PricingPolicyNotExists':
    'The chain has no pricing policy, so nothing can be billed.',
  'smartContractModule.TwinNotExists': 'This account has no twin. Create one first.',
  'smartContractModule.NodeNotExists': 'There is no such node.',
  'smartContractModule.FarmNotExists': 'The node’s farm does not exist.',
  'smartContractModule.NodeNotAvailableToDeploy':
    'The node takes no contract from this twin: it is in standby, rented by someone else, or only to be rented whole.',
  'smartContractModule.ContractIsNotUnique':
    'A live contract on this node has the same deployment hash already. Look for it before making another.',
  'smartContractModule.FarmHasNotEnoughPublicIPs':
    'The farm owns fewer public IPs than asked for. Ask for fewer, or choose another farm.',
  'smartContractModule.FarmHasNotEnoughPublicIPsFree':
    'Not enough public IPs of this farm are free. Ask for fewer, or choose another farm.',
  'smartContractModule.FailedToReserveIP': 'The farm’s public IPs could not be reserved.',
  'smartContractModule.FailedToFreeIPs': 'The contract’s public IPs could not be given back.',
  'smartContractModule.ContractNotExists': 'There is no such contract; it may have ended already.',
  'smartContractModule.TwinNotAuthorizedToUpdateContract':
    'The contract belongs to another twin. Sign with the account that made it.',
  'smartContractModule.TwinNotAuthorizedToCancelContract':
    'The contract belongs to another twin. Sign with the account that made it.',
  'smartContractModule.TwinNotAuthorized': 'Only the twin that this belongs to may do it.',
  'smartContractModule.CannotUpdateContractInGraceState':
    'The contract is in its grace period and cannot be updated. Fund the account first.',
  'smartContractModule.NodeHasActiveContracts':
    'The node still has active contracts. Cancel them first.',
  'smartContractModule.NodeHasRentContract': 'The node is rented already.',
  'smartContractModule.FarmIsNotDedicated': 'The farm’s nodes are not for rent.',
  'smartContractModule.NameExists': 'The name is taken. Choose another.',
  'smartContractModule.NameNotValid': 'The name may have lower-case letters, digits, - and _ only.',
  'smartContractModule.NameContractNameTooShort': 'The name needs at least 3 characters.',
  'smartContractModule.NameContractNameTooLong': 'The name may have at most 64 characters.',
  'smartContractModule.InvalidContractType': 'This kind of contract does not allow that.',
  'smartContractModule.NotEnoughResourcesOnNode': 'The node has not enough free resources.',
  'smartContractModule.NoSuchSolutionProvider': 'There is no such solution provider.',
  'smartContractModule.SolutionProviderNotApproved': 'The solution provider is not approved yet.',
  'smartContractModule.InvalidProviderConfiguration': 'The shares of the provider are not valid.',
  'smartContractModule.UnauthorizedToChangeSolutionProviderId':
    'The contract belongs to another twin, or has a solution provider already.',
  'smartContractModule.UnauthorizedToSetExtraFee': 'Only the farmer may set the node’s extra fee.',
  'smartContractModule.PricingPolicyNotExists':
    'The chain has no pricing policy, so the contract cannot be billed.',
  'smartContractModule.TFTPriceValueError': 'The chain has no usable price of TFT at the moment.',
  'smartContractModule.ContractPaymentStateNotExists':
    'The chain keeps no payments for this contract.',
  'smartContractModule.RewardDistributionError': 'The payment could not be shared out.',
  'smartContractModule.OnlyTwinAdminCanDeployOnThisNode':
    'The farmer took this node out of billing: only chosen accounts may deploy on it. Choose another node.',
  'balances.LiquidityRestrictions':
    'Part of the balance is held back for contracts, and what is left does not cover this.',
  'balances.InsufficientBalance': 'The balance does not cover this.',
  'balances.ExistentialDeposit':
    'The receiving account would stay below the least an account may hold, 0.00005 TFT.',
  'balances.Expendability': 'This would empty the sending account. Leave at least 0.00005 TFT.',
  'balances.DeadAccount': 'The receiving account does not exist yet, and this does not open it.',
  'utility.TooManyCalls': 'Too many steps in one transaction. Do fewer at once.',
  'system.CallFiltered': 'The chain does not allow this call at the moment.',
}

/** `TokenError` of the chain's runtime. */
const token: Readonly<Record<string, string>> = {
  FundsUnavailable: 'The balance does not cover this.',
  OnlyProvider: 'This would empty an account that must stay.',
  BelowMinimum: 'An account would be left with less than it may hold, 0.00005 TFT.',
  CannotCreate: 'The receiving account cannot be opened with this amount.',
  Frozen: 'Part of the balance is held back for contracts, and what is left does not cover this.',
  NotExpendable: 'This would empty the sending account. Leave at least 0.00005 TFT.',
  Blocked: 'The receiving account does not take payments.',
}

/** What a module error means; a name that is not in the table is spaced out, so that it can be read at least. */
export function moduleWords(pallet: string, name: string): string {
  const known = Object.hasOwn(words, `${pallet}.${name}`) ? words[`${pallet}.${name}`] : undefined
  return known ?? `The chain refused: ${spaced(name)} (${pallet}).`
}

export function tokenWords(name: string): string {
  const known = Object.hasOwn(token, name) ? token[name] : undefined
  return known ?? `The chain refused the payment: ${spaced(name)}.`
}

/** `ContractIsNotUnique` → `contract is not unique`; runs of capitals stay together. */
export const spaced = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z]{2})/g, '$1 $2')
    .replace(/\b[A-Z][a-z]/g, (start) => start.toLowerCase())

/** The names that have words of their own; a test holds them against the chain's metadata. */
export const wordedErrors: readonly string[] = Object.keys(words)
