// Package theory holds the truths that measured rates are compared with: probabilities, laws and thresholds that are
// known exactly or asymptotically, each with its source.
//
// Exact at every size, for a matrix A of m rows and n columns with independent N(0,1) entries:
//
//   - [Success]: basis pursuit finds a planted point; [IntrinsicVolumes] of its descent cone
//   - [SupportRecovery]: the Lasso finds its support as the penalty vanishes
//   - [LocalMinima]: how many strict local minima p < 1 has
//   - [OneRow]: where one row is touched, how far out, and how near the next tip was
//   - [MinNormRadius], [MinNormShare]: the control p = 2
//
// Exact for matrices of integers, where a touch may be a tie: [OneRowTies], [PlanarTies], [RademacherTies],
// [PlantedRademacher], [PointTouch].
//
// In the limit of large n with m/n fixed: [Threshold], [Strong], [RadiusLimit].
//
// Nothing here draws a random number or keeps state: every function is pure and may be called from many goroutines.
package theory
