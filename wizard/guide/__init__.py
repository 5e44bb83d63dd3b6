"""What every front end asks of a plan that is being made: values in, values out, whoever draws them."""
