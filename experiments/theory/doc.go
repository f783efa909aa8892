// Package theory holds the truths that measured rates are compared with: probabilities, laws and thresholds that are
// known exactly or asymptotically, each with its source.
//
// Exact at every size, for a matrix A of m rows and n columns with independent N(0,1) entries:
//
//   - [Success]: basis pursuit finds a planted point; [IntrinsicVolumes] of its descent cone
//   - [SupportRecovery]: the Lasso finds its support as the penalty vanishes
//   - [LocalMinima]: how many strict local minima p < 1 has
//   - [OneRow]: where one row is touched, how far out, and how near the next tip was
//   - [MinNormRadius], [MinNormShare]: the control p = 2; [CubeBound]: the touch at p = +Inf
//   - [HalfPoint], [TransitionWidth], [SuccessPoint]: where success passes a level, and how steeply
//   - [Regression]: what interpolation and least squares get wrong on new samples
//
// Exact for matrices of integers, where a touch may be a tie: [OneRowTies], [PlanarTies], [RademacherTies],
// [PlantedRademacher], [MagnitudeTies], [PointTouch]. Exact for the characters of the article: [Radical].
//
// In the limit of large n with m/n fixed: [Threshold], [Strong], [RadiusLimit], [TouchActives], [Regression.Ridge],
// [LassoLimit].
//
// Closed forms of methods: [Soft], [Half], [LpJump], [OrthonormalZero]; [LassoFreedom], [SubsetFreedom], [RidgeFreedom],
// [Optimism]; [DropoutLoss]. The shape of the balls: [Ball], [AxisCone].
//
// Nothing here draws a random number or keeps state: every function is pure and may be called from many goroutines.
package theory
