/**
 * What the console uses of the chain, by the runtime's own names: the yardstick (yardstick.json) holds
 * the arguments of just these, taken from the real metadata of spec 144 and 152.
 */
const lines = `
extension CheckNonZeroSender CheckSpecVersion CheckTxVersion CheckGenesis CheckMortality CheckNonce CheckWeight ChargeTransactionPayment ContractIdProvides

store System Account Number Events BlockHash
store Timestamp Now
store Balances Locks Reserves TotalIssuance
store TfgridModule Farms FarmIdByName NodesByFarmID FarmPayoutV2AddressByFarmID Nodes NodeIdByTwinID Twins TwinIdByAccountID TwinBoundedAccountID PricingPolicies UsersTermsAndConditions NodePower TwinID FarmID NodeID
store SmartContractModule Contracts ContractBillingInformationByID NodeContractResources ContractIDByNodeIDAndHash ActiveNodeContracts ContractLock ContractIDByNameRegistration ActiveRentContractForNode ContractID SolutionProviders BillingFrequency DedicatedNodesExtraFee ContractPaymentState
store TFTPriceModule TftPrice AverageTftPrice MinTftPrice MaxTftPrice

call System remark
call Timestamp set
call Utility batch batch_all force_batch
call Balances transfer_allow_death transfer_keep_alive transfer_all
call TfgridModule user_accept_tc create_twin update_twin bond_twin_account create_farm update_farm add_stellar_payout_v2address add_farm_ip remove_farm_ip add_node_public_config change_power_target
call SmartContractModule create_node_contract update_node_contract cancel_contract create_name_contract create_rent_contract bill_contract_for_block report_contract_resources attach_solution_provider_id set_dedicated_node_extra_fee

event System ExtrinsicSuccess ExtrinsicFailed NewAccount KilledAccount
event Utility BatchInterrupted BatchCompleted BatchCompletedWithErrors ItemCompleted ItemFailed
event Balances Endowed DustLost Transfer Reserved Unreserved ReserveRepatriated Deposit Withdraw
event TransactionPayment TransactionFeePaid
event TfgridModule FarmStored FarmUpdated FarmPayoutV2AddressRegistered NodePublicConfigStored TwinStored TwinUpdated TwinAccountBounded PowerTargetChanged PowerStateChanged
event SmartContractModule ContractCreated ContractUpdated NodeContractCanceled NameContractCanceled RentContractCanceled IPsReserved IPsFreed ContractBilled ContractGracePeriodStarted ContractGracePeriodEnded ContractGracePeriodElapsed ContractPaymentOverdrawn RewardDistributed RentWaived NodeExtraFeeSet UpdatedUsedResources
event TFTPriceModule PriceStored AveragePriceStored

error System CallFiltered
error Balances LiquidityRestrictions InsufficientBalance ExistentialDeposit Expendability
error TfgridModule UserDidNotSignTermsAndConditions TwinNotExists TwinWithPubkeyExists InvalidRelayAddress UnauthorizedToUpdateTwin TwinCannotBoundToItself FarmExists FarmNotExists InvalidFarmName FarmNameTooShort FarmNameTooLong CannotUpdateFarmWrongTwin FarmerNotAuthorized IpExists IpNotExists InvalidPublicIP InvalidPublicConfig NodeNotExists NodeUpdateNotAuthorized UnauthorizedToChangePowerTarget NodeHasActiveContracts InvalidTimestampHint DocumentLinkInputTooShort DocumentLinkInputTooLong InvalidDocumentLinkInput DocumentHashInputTooShort DocumentHashInputTooLong InvalidDocumentHashInput
error SmartContractModule TwinNotExists NodeNotExists FarmNotExists NodeNotAvailableToDeploy ContractIsNotUnique FarmHasNotEnoughPublicIPs FarmHasNotEnoughPublicIPsFree ContractNotExists TwinNotAuthorizedToUpdateContract TwinNotAuthorizedToCancelContract CannotUpdateContractInGraceState NodeHasActiveContracts NodeHasRentContract NameExists NameNotValid NameContractNameTooShort NameContractNameTooLong InvalidContractType NoSuchSolutionProvider SolutionProviderNotApproved UnauthorizedToChangeSolutionProviderId UnauthorizedToSetExtraFee PricingPolicyNotExists NodeNotAuthorizedToReportResources RewardDistributionError ContractPaymentStateNotExists

const System SS58Prefix BlockHashCount Version
const Timestamp MinimumPeriod
const Balances ExistentialDeposit
const SmartContractModule MaxNameContractNameLength MaxDeploymentDataLength MaxNodeContractPublicIps
`

/** `call Utility.batch`, `extension CheckNonce` …: the keys of yardstick.json. */
export const uses: readonly string[] = lines
  .split('\n')
  .filter((line) => line !== '')
  .flatMap((line) => {
    const [kind = '', ...words] = line.split(' ')
    if (kind === 'extension') return words.map((word) => `extension ${word}`)
    const [pallet = '', ...names] = words
    return names.map((name) => `${kind} ${pallet}.${name}`)
  })
