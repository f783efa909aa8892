// Package network trains small networks with one hidden layer of rectified linear units to imitate a teacher, plainly and under
// the regularisers that are said to make a model dumber: early stopping, L2, L1, group L1, dropout, pruning, growing, and
// descent from a small start. It measures what each of them does to the errors and to the size of what was learned.
//
//	task := network.Task{Inputs: 20, Relevant: 3, Width: 2, Train: 100, Validation: 100, Test: 4000, Noise: .3}
//	for _, method := range network.Methods() {
//		outcome, err := network.Run(ctx, task, method)
//	}
//
// A student is f(x) = c + sum_k a_k relu(w_kᵀx + b_k). From m labelled points (x_i, y_i) it minimises
//
//	1/(2m) sum_i (y_i - f(x_i))^2 + lambda Omega(w, a)
//
// where only the penalised methods have an Omega; biases are free, and c is at each step what suits the rest best. Every method has
// the same student to begin with, the same number of steps, and as many strengths to choose from on the same validation sample ([Methods]
// lists them); all but descent share the optimiser. No method is tuned harder than another, so that the errors of two methods
// on a task may be compared in pairs.
//
// Everything is a pure function of the [Task], the [Trainer] and the [Method]. All randomness comes from streams hashed from the
// seed, the trial and what is drawn: all methods meet the same data and start from the same weights, a sample of 50 points is the beginning
// of one of 100, and noise levels share their inputs.
package network
