/** Twins, farms and nodes as tfchain spec 152 has them; description.ts tells how the lines are read. */
export const tfgridLines = `
pallet 25 TfgridModule pallet_tfgrid
store Farms? u32 -> Farm
store NodesByFarmID u32 -> Vec<u32>
store FarmIdByName Vec<u8> -> u32
store FarmPayoutV2AddressByFarmID u32 -> Vec<u8>
store Nodes? u32 -> Node
store NodeIdByTwinID u32 -> u32
store Entities? u32 -> Entity
store EntityIdByAccountID? AccountId32 -> u32
store EntityIdByName Vec<u8> -> u32
store Twins? u32 -> Twin
store TwinIdByAccountID? AccountId32 -> u32
store TwinBoundedAccountID? u32 -> AccountId32
store PricingPolicies? u32 -> PricingPolicy
store PricingPolicyIdByName Vec<u8> -> u32
store FarmingPoliciesMap u32 -> FarmingPolicy
store UsersTermsAndConditions? AccountId32 -> Vec<TermsAndConditions>
store AllowedNodeCertifiers? Vec<AccountId32>
store ConnectionPrice u32
store FarmID u32
store NodeID u32
store EntityID u32
store TwinID u32
store PricingPolicyID u32
store FarmingPolicyID u32
store ZosVersion Vec<u8>
store NodePower u32 -> NodePower
call 1 create_farm name:Bound<u8,40> public_ips:Bound<IP4,512>
call 2 update_farm farm_id:u32 name:Bound<u8,40>
call 3 add_stellar_payout_v2address farm_id:u32 stellar_address:Vec<u8>
call 4 set_farm_certification farm_id:u32 certification:FarmCertification
call 5 add_farm_ip farm_id:u32 ip:Bound<u8,18> gw:Bound<u8,15>
call 6 remove_farm_ip farm_id:u32 ip:Bound<u8,18>
call 10 set_node_certification node_id:u32 node_certification:NodeCertification
call 11 report_uptime uptime:u64
call 12 add_node_public_config farm_id:u32 node_id:u32 public_config:Option<PublicConfig>
call 13 delete_node node_id:u32
call 14 create_entity target:AccountId32 name:Vec<u8> country:Bound<u8> city:Bound<u8> signature:Vec<u8>
call 15 update_entity name:Vec<u8> country:Bound<u8> city:Bound<u8>
call 16 delete_entity
call 17 create_twin relay:Option<Bound<u8,1024>> pk:Option<Bound<u8,128>>
call 18 update_twin relay:Option<Bound<u8,1024>> pk:Option<Bound<u8,128>>
call 19 add_twin_entity twin_id:u32 entity_id:u32 signature:Vec<u8>
call 20 delete_twin_entity twin_id:u32 entity_id:u32
call 22 create_pricing_policy name:Vec<u8> su:Policy cu:Policy nu:Policy ipu:Policy unique_name:Policy domain_name:Policy foundation_account:AccountId32 certified_sales_account:AccountId32 discount_for_dedication_nodes:u8
call 23 update_pricing_policy pricing_policy_id:u32 name:Vec<u8> su:Policy cu:Policy nu:Policy ipu:Policy unique_name:Policy domain_name:Policy foundation_account:AccountId32 certified_sales_account:AccountId32 discount_for_dedication_nodes:u8
call 24 create_farming_policy name:Vec<u8> su:u32 cu:u32 nu:u32 ipv4:u32 minimal_uptime:u16 policy_end:u32 immutable:bool default:bool node_certification:NodeCertification farm_certification:FarmCertification
call 25 user_accept_tc document_link:Bound<u8,2048> document_hash:Bound<u8,50>
call 26 delete_node_farm node_id:u32
call 27 set_farm_dedicated farm_id:u32 dedicated:bool
call 28 force_reset_farm_ip farm_id:u32 ip:Bound<u8>
call 29 set_connection_price price:u32
call 30 add_node_certifier certifier:AccountId32
call 31 remove_node_certifier certifier:AccountId32
call 32 update_farming_policy farming_policy_id:u32 name:Vec<u8> su:u32 cu:u32 nu:u32 ipv4:u32 minimal_uptime:u16 policy_end:u32 default:bool node_certification:NodeCertification farm_certification:FarmCertification
call 33 attach_policy_to_farm farm_id:u32 limits:Option<FarmingPolicyLimit>
call 34 set_zos_version zos_version:Vec<u8>
call 35 change_power_state power_state:Power
call 36 change_power_target node_id:u32 power_target:Power
call 37 bond_twin_account twin_id:u32
call 38 report_uptime_v2 uptime:u64 timestamp_hint:u64
event 0 FarmStored Farm
event 1 FarmUpdated Farm
event 2 FarmDeleted u32
event 3 NodeStored Node
event 4 NodeUpdated Node
event 5 NodeDeleted u32
event 6 NodeUptimeReported u32 u64 u64
event 7 NodePublicConfigStored u32 Option<PublicConfig>
event 8 EntityStored Entity
event 9 EntityUpdated Entity
event 10 EntityDeleted u32
event 11 TwinStored Twin
event 12 TwinUpdated Twin
event 13 TwinEntityStored u32 u32 Vec<u8>
event 14 TwinEntityRemoved u32 u32
event 15 TwinDeleted u32
event 16 TwinAccountBounded u32 AccountId32
event 17 PricingPolicyStored PricingPolicy
event 18 FarmingPolicyStored FarmingPolicy
event 19 FarmPayoutV2AddressRegistered u32 Vec<u8>
event 20 FarmMarkedAsDedicated u32
event 21 ConnectionPriceSet u32
event 22 NodeCertificationSet u32 NodeCertification
event 23 NodeCertifierAdded AccountId32
event 24 NodeCertifierRemoved AccountId32
event 25 FarmingPolicyUpdated FarmingPolicy
event 26 FarmingPolicySet u32 Option<FarmingPolicyLimit>
event 27 FarmCertificationSet u32 FarmCertification
event 28 ZosVersionUpdated Vec<u8>
event 29 PowerTargetChanged farm_id:u32 node_id:u32 power_target:Power
event 30 PowerStateChanged farm_id:u32 node_id:u32 power_state:PowerState
const MaxFarmNameLength u32 = 40
const MaxFarmPublicIps u32 = 512
const MaxInterfacesLength u32 = 10
const MaxInterfaceIpsLength u32 = 10
const TimestampHintDrift u64 = 60
error NoneValue StorageOverflow CannotCreateNode NodeNotExists NodeWithTwinIdExists
error CannotDeleteNode NodeDeleteNotAuthorized NodeUpdateNotAuthorized FarmExists FarmNotExists
error CannotCreateFarmWrongTwin CannotUpdateFarmWrongTwin CannotDeleteFarm
error CannotDeleteFarmWithPublicIPs CannotDeleteFarmWithNodesAssigned CannotDeleteFarmWrongTwin
error IpExists IpNotExists EntityWithNameExists EntityWithPubkeyExists EntityNotExists
error EntitySignatureDoesNotMatch EntityWithSignatureAlreadyExists CannotUpdateEntity
error CannotDeleteEntity SignatureLengthIsIncorrect TwinExists TwinNotExists
error TwinWithPubkeyExists CannotCreateTwin UnauthorizedToUpdateTwin TwinCannotBoundToItself
error PricingPolicyExists PricingPolicyNotExists PricingPolicyWithDifferentIdExists
error CertificationCodeExists FarmingPolicyAlreadyExists FarmPayoutAdressAlreadyRegistered
error FarmerDoesNotHaveEnoughFunds UserDidNotSignTermsAndConditions
error FarmerDidNotSignTermsAndConditions FarmerNotAuthorized InvalidFarmName AlreadyCertifier
error NotCertifier NotAllowedToCertifyNode FarmingPolicyNotExists RelayTooShort RelayTooLong
error InvalidRelay FarmNameTooShort FarmNameTooLong InvalidPublicIP PublicIPTooShort
error PublicIPTooLong GatewayIPTooShort GatewayIPTooLong IP4TooShort IP4TooLong InvalidIP4
error GW4TooShort GW4TooLong InvalidGW4 IP6TooShort IP6TooLong InvalidIP6 GW6TooShort GW6TooLong
error InvalidGW6 DomainTooShort DomainTooLong InvalidDomain MethodIsDeprecated
error InterfaceNameTooShort InterfaceNameTooLong InvalidInterfaceName InterfaceMacTooShort
error InterfaceMacTooLong InvalidMacAddress InterfaceIpTooShort InterfaceIpTooLong
error InvalidInterfaceIP InvalidZosVersion FarmingPolicyExpired InvalidHRUInput InvalidSRUInput
error InvalidCRUInput InvalidMRUInput LatitudeInputTooShort LatitudeInputTooLong
error InvalidLatitudeInput LongitudeInputTooShort LongitudeInputTooLong InvalidLongitudeInput
error CountryNameTooShort CountryNameTooLong InvalidCountryName CityNameTooShort CityNameTooLong
error InvalidCityName InvalidCountryCityPair SerialNumberTooShort SerialNumberTooLong
error InvalidSerialNumber DocumentLinkInputTooShort DocumentLinkInputTooLong
error InvalidDocumentLinkInput DocumentHashInputTooShort DocumentHashInputTooLong
error InvalidDocumentHashInput InvalidPublicConfig UnauthorizedToChangePowerTarget
152 error NodeHasActiveContracts
error InvalidRelayAddress InvalidTimestampHint
152 error InvalidStorageInput
`
