package main

import (
	"context"
	"errors"
	"io"
)

// inOrder works on many consignments at the same time and hands the outcomes on in the order of the file. At most a few for each
// job are under way, however long the file is. It ends with the first error of the file, of `take`, or of the context.
func inOrder(ctx context.Context, jobs int, next func() (consignment, error), process func(context.Context, consignment) outcome,
	take func(outcome) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type work struct {
		consignment
		done chan outcome
	}
	queue, line := make(chan work), make(chan work, 4*jobs)
	ended := make(chan error, 1)
	for range jobs {
		go func() {
			for each := range queue {
				each.done <- process(ctx, each.consignment)
			}
		}()
	}
	go func() {
		defer close(queue)
		defer close(line)
		for {
			each, err := next()
			if err != nil {
				ended <- err
				return
			}
			job := work{each, make(chan outcome, 1)}
			select {
			case line <- job:
			case <-ctx.Done():
				ended <- ctx.Err()
				return
			}
			queue <- job
		}
	}()
	for job := range line {
		if err := take(<-job.done); err != nil {
			return err
		}
	}
	if err := <-ended; !errors.Is(err, io.EOF) {
		return err
	}
	return ctx.Err()
}
